import type { Work } from '#common/aggregates/work.js';
import { personOf, roleOf } from '#common/kernel/addressee.js';
import type { SupplierState } from './domain/supplier.state.js';

/** What waits for NIA (§2.1, R-23), and for a person to whom a manager hands over. */
export const supplierWork: Work<SupplierState> = {
  seenThrough: 'getSupplier',
  about: ({ facts }) => facts.name,
  tasks: {
    VERIFY_SUPPLIER: {
      title: { ko: '공급자 확인', en: 'Verify the supplier' },
      operation: 'verifySupplier',
      waits: ({ verifiedAt }) => (verifiedAt === undefined ? [{ for: [roleOf('NIA_OPERATOR')] }] : []),
    },
    DECIDE_CHANGE: {
      title: { ko: '변경 신청 처리', en: 'Decide on a change of the supplier' },
      operation: 'approveSupplierChange',
      waits: ({ changes }) =>
        changes
          .filter(({ status }) => status === 'PENDING')
          .map(({ no }) => ({ for: [roleOf('NIA_OPERATOR')], part: String(no) })),
    },
    ACCEPT_HANDOVER: {
      title: { ko: '담당 업무 인수', en: 'Accept the hand-over' },
      operation: 'acceptSupplierHandover',
      waits: ({ handover }) => (handover === undefined ? [] : [{ for: [personOf(handover.to)] }]),
    },
  },
};
