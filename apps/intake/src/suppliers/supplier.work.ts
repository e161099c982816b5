import type { Work } from '#common/aggregates/work.js';
import { roleOf } from '#common/kernel/addressee.js';
import type { SupplierState } from './domain/supplier.state.js';

/** What waits for NIA (§2.1). */
export const supplierWork: Work<SupplierState> = {
  seenThrough: 'getSupplier',
  about: ({ facts }) => facts.name,
  tasks: {
    VERIFY_SUPPLIER: {
      title: { ko: '공급자 확인', en: 'Verify the supplier' },
      operation: 'verifySupplier',
      waits: ({ verifiedAt }) => (verifiedAt === undefined ? [{ for: [roleOf('NIA_OPERATOR')] }] : []),
    },
  },
};
