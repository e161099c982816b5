import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { CaseState } from './cases/domain/case.state.js';
import type { CommitteeState } from './committee/domain/committee.state.js';

const notRecused = relation<CaseState>(
  'not recused on the case',
  (reviewCase, { sub }) => !reviewCase.recused.includes(sub),
);

const withAccess = relation<CaseState>('access granted after a clear declaration', (reviewCase, { sub }) =>
  reviewCase.access.some((access) => access.person === sub),
);

const assigned = relation<CaseState>('assigned examiner', (reviewCase, { sub }) => reviewCase.examiners.includes(sub));

const examiner = relation<CaseState>('assigned examiner, or one who has declared', (reviewCase, { sub }) =>
  reviewCase.declarations.some((declaration) => declaration.examinerId === sub),
);

export const committeePermissions = permissionsOn<CommitteeState>({
  resource: 'committee',
  seenThrough: 'listMembers',
  operations: {
    listMembers: { SECRETARY: any, CHAIR: any, MEMBER: any, MINISTRY: any, AUDITOR: any },
    appointMember: { MINISTRY: any },
    dismissMember: { MINISTRY: any },
    nameActingChair: { CHAIR: any },
    getCommitteeHistory: { SECRETARY: any, MINISTRY: any, AUDITOR: any },
  },
});

export const casePermissions = permissionsOn<CaseState>({
  resource: 'case',
  seenThrough: 'getCase',
  operations: {
    getCase: { SECRETARY: any, CHAIR: notRecused, MEMBER: withAccess, EXAMINER: examiner, AUDITOR: any },
    listCases: { SECRETARY: any, CHAIR: notRecused, MEMBER: withAccess, EXAMINER: examiner, AUDITOR: any },
    getCaseHistory: { SECRETARY: any, CHAIR: notRecused, AUDITOR: any },
    declareExaminerConflict: { EXAMINER: any },
    assignExaminers: { SECRETARY: any },
    submitExamination: { EXAMINER: assigned },
  },
});
