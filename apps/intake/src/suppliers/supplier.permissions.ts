import { any, permissionsOn, relation, relationThatNeeds } from '#common/auth/permissions.js';
import { manages, signs } from './domain/staffing.js';
import type { SupplierState } from './domain/supplier.state.js';

const BUSINESS_NUMBER = 'state.facts.businessNumber';

const own = relation<SupplierState>(
  'own organisation',
  (supplier, caller) => supplier.facts.businessNumber === caller.org,
  ({ org }) => (org === undefined ? undefined : { [BUSINESS_NUMBER]: org }),
);

const managing = relationThatNeeds(
  'It is for a MANAGER of the supplier, whom another manager or NIA lists.',
  relation<SupplierState>(
    'own organisation, as its manager',
    (supplier, caller) => supplier.facts.businessNumber === caller.org && manages(supplier, caller.sub),
  ),
);

const signing = relationThatNeeds(
  'It needs the function SIGNER or MANAGER, which a manager of your organisation gives.',
  relation<SupplierState>(
    'own organisation, as SIGNER or MANAGER',
    (supplier, caller) => supplier.facts.businessNumber === caller.org && signs(supplier, caller.sub),
  ),
);

/** No officer verifies their own house (decree Art. 15-4, ground a). */
const ofOthers = relation<SupplierState>(
  'of another organisation than their own',
  (supplier, caller) => supplier.facts.businessNumber !== caller.org,
  ({ org }) => (org === undefined ? {} : { [BUSINESS_NUMBER]: { not: org } }),
);

const seen = { SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any };

export const supplierPermissions = permissionsOn<SupplierState>({
  resource: 'supplier',
  seenThrough: 'getSupplier',
  operations: {
    registerSupplier: { SUPPLIER: own },
    verifySupplier: { NIA_OPERATOR: ofOthers },
    checkSupplierRegistries: { NIA_OPERATOR: ofOthers },
    changeSupplierContact: { SUPPLIER: managing },
    requestSupplierChange: { SUPPLIER: managing },
    withdrawSupplierChange: { SUPPLIER: managing },
    approveSupplierChange: { NIA_OPERATOR: ofOthers },
    rejectSupplierChange: { NIA_OPERATOR: ofOthers },
    storeDeclaration: { SUPPLIER: signing },
    setSupplierPerson: { SUPPLIER: managing },
    removeSupplierPerson: { SUPPLIER: managing },
    offerSupplierHandover: { SUPPLIER: managing },
    // That the caller was named is a rule: the person may not be on the list yet.
    acceptSupplierHandover: { SUPPLIER: own },
    appointSupplierManager: { NIA_OPERATOR: ofOthers },
    debarSupplier: { NIA_OPERATOR: ofOthers },
    reinstateSupplier: { NIA_OPERATOR: ofOthers },
    getSupplier: seen,
    listSuppliers: seen,
    getSupplierHistory: seen,
  },
});
