import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { SupplierRecord } from './domain/supplier-record.js';

type Of = Pick<SupplierRecord, 'supplier'>;

const own = relation<Of>('own', ({ supplier }, { org }) => org === supplier);
const ofOthers = relation<Of>('of others', ({ supplier }, { org }) => org !== supplier);

/** Buyers ask before they contract; a supplier knows what is said of it. */
export const supplierRecordPermissions = permissionsOn<Of>({
  resource: 'record',
  seenThrough: 'getSupplierRecord',
  operations: {
    getSupplierRecord: { SUPPLIER: own, NIA_OPERATOR: ofOthers, INSTITUTION: any, MINISTRY: any, AUDITOR: any },
  },
});
