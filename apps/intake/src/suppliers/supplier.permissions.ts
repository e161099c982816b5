import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { SupplierState } from './domain/supplier.state.js';

const own = relation<SupplierState>(
  'own organisation',
  (supplier, caller) => supplier.facts.businessNumber === caller.org,
);

/** No officer verifies their own house (decree Art. 15-4, ground a). */
const ofOthers = relation<SupplierState>(
  'of another organisation than their own',
  (supplier, caller) => supplier.facts.businessNumber !== caller.org,
);

export const supplierPermissions = permissionsOn<SupplierState>({
  resource: 'supplier',
  seenThrough: 'getSupplier',
  operations: {
    registerSupplier: { SUPPLIER: own },
    verifySupplier: { NIA_OPERATOR: ofOthers },
    debarSupplier: { NIA_OPERATOR: ofOthers },
    reinstateSupplier: { NIA_OPERATOR: ofOthers },
    getSupplier: { SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any },
  },
});
