import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { CaseState } from './domain/case.state.js';

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
