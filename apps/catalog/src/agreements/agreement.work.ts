import type { Work } from '#common/aggregates/work.js';
import { roleOf } from '#common/kernel/addressee.js';
import type { AgreementState } from './domain/agreement.state.js';

/** What waits for the procurement service (카탈로그 계약). */
export const agreementWork: Work<AgreementState> = {
  seenThrough: 'getAgreement',
  about: ({ dossier }) => dossier.itemName,
  tasks: {
    REVIEW_AGREEMENT: {
      title: { ko: '카탈로그 계약 심사', en: 'Review the agreement' },
      operation: 'concludeAgreement',
      waits: ({ facts, deadlines }) => {
        if (facts.status !== 'APPLIED' && facts.status !== 'PPS_REVIEW') return [];
        const deadline = deadlines.find(({ key }) => key === 'REVIEW');
        return [{ for: [roleOf('PPS_OFFICER')], ...(deadline !== undefined && { deadline }) }];
      },
      tellsOverdue: true,
    },
  },
};
