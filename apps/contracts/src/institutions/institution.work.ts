import type { Work } from '#common/aggregates/work.js';
import { roleOf } from '#common/kernel/addressee.js';
import { traitsAtLast } from './domain/institution.rules.js';
import type { InstitutionState } from './domain/institution.state.js';

/** What waits for NIA. */
export const institutionWork: Work<InstitutionState> = {
  seenThrough: 'getInstitution',
  about: (state) => traitsAtLast(state).name,
  tasks: {
    VERIFY_INSTITUTION: {
      title: { ko: '수요기관 확인', en: 'Verify the institution' },
      operation: 'verifyInstitution',
      waits: ({ status }) => (status === 'REGISTERED' ? [{ for: [roleOf('NIA_OPERATOR')] }] : []),
    },
  },
};
