import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { SupplierState } from './domain/supplier.state.js';

const own = relation<SupplierState>(
  'own organisation',
  (supplier, caller) => supplier.facts.businessNumber === caller.org,
);

export const supplierPermissions = permissionsOn<SupplierState>({
  resource: 'supplier',
  seenThrough: 'getSupplier',
  operations: {
    registerSupplier: { SUPPLIER: own },
    verifySupplier: { NIA_OPERATOR: any },
    getSupplier: { SUPPLIER: own, NIA_OPERATOR: any, AUDITOR: any },
  },
});
