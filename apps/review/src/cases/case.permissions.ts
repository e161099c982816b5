import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { Person } from '#common/kernel/actor.js';
import type { Where } from '#common/kernel/field-filter.js';
import { hasAccess, isLinked } from './domain/case.rules.js';
import type { CaseState } from './domain/case.state.js';

/** Of another organisation than the applicant's. */
const ofOthers = ({ org }: Person): Where =>
  org === undefined ? {} : { 'state.submission.supplier.businessNumber': { not: org } };

const withAccess = relation<CaseState>(
  'access granted after a clear declaration, not of the applicant',
  (reviewCase, person) => hasAccess(reviewCase, person.sub) && !isLinked(reviewCase, person),
  (person) => ({ 'state.access.person': person.sub, ...ofOthers(person) }),
);

/** One who was replaced gets as far as the rule, which tells them so. */
const assigned = relation<CaseState>(
  'examiner, assigned or replaced',
  ({ examiners, replaced = [] }, { sub }) =>
    examiners.includes(sub) || replaced.some(({ examinerId }) => examinerId === sub),
);

const invited = relation<CaseState>(
  'invited examiner',
  (reviewCase, { sub }) => reviewCase.invited.includes(sub),
  ({ sub }) => ({ 'state.invited': sub }),
);

/** The ministry decides on it; of other cases it reads the published session. */
const cancellationAsked = relation<CaseState>(
  'cancellation asked for, not of the applicant',
  (reviewCase, person) => reviewCase.cancellation !== undefined && !isLinked(reviewCase, person),
  (person) => ({ 'state.cancellation.hearing': { exists: true }, ...ofOthers(person) }),
);

const readers = {
  SECRETARY: any,
  CHAIR: withAccess,
  MEMBER: withAccess,
  EXAMINER: invited,
  MINISTRY: cancellationAsked,
  AUDITOR: any,
} as const;

export const casePermissions = permissionsOn<CaseState>({
  resource: 'case',
  seenThrough: 'getCase',
  operations: {
    getCase: readers,
    listCases: readers,
    getCaseHistory: { SECRETARY: any, CHAIR: withAccess, AUDITOR: any },
    inviteExaminers: { SECRETARY: any },
    declareExaminerConflict: { EXAMINER: invited },
    assignExaminers: { SECRETARY: any },
    replaceExaminer: { SECRETARY: any },
    submitExamination: { EXAMINER: assigned },
    noticeHearing: { SECRETARY: any },
    recordHearing: { SECRETARY: any },
    cancelSelection: { MINISTRY: cancellationAsked },
  },
});
