import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { FieldFilter } from '#common/aggregates/documents.js';
import type { Asking } from '#common/kernel/actor.js';
import type { ApplicationState } from './domain/application.state.js';

const own = relation<ApplicationState>(
  'own organisation',
  (application, caller) => application.supplier.businessNumber === caller.org,
);

/** Cuts a list down in the store: a supplier, and no other role, asks for its own applications only. */
export function ownOnly({ actor }: Asking): Readonly<Record<string, FieldFilter>> {
  if (actor.kind !== 'person' || !actor.roles.every((role) => role === 'SUPPLIER')) return {};
  return { 'state.supplier.businessNumber': actor.org ?? '' };
}

const wasSubmitted = ({ status, submittedOn }: ApplicationState): boolean =>
  status !== 'DRAFT' && submittedOn !== undefined;
const submitted = relation<ApplicationState>('submitted', wasSubmitted);
const assigned = relation<ApplicationState>(
  'assigned officer',
  (application, caller) => application.officer?.sub === caller.sub,
);
const toTakeOnOrAssigned = relation<ApplicationState>(
  'submitted and unassigned, or assigned officer',
  (application, caller) =>
    wasSubmitted(application) && (application.officer === undefined || application.officer.sub === caller.sub),
);
const admitted = relation<ApplicationState>('declared no conflict', (application, caller) =>
  application.readers.includes(caller.sub),
);

const papers = {
  SUPPLIER: own,
  NIA_OPERATOR: toTakeOnOrAssigned,
  SECRETARY: submitted,
  EXAMINER: admitted,
  MEMBER: admitted,
  CHAIR: admitted,
  AUDITOR: any,
};

export const applicationPermissions = permissionsOn<ApplicationState>({
  resource: 'application',
  seenThrough: 'getApplication',
  operations: {
    draftApplication: { SUPPLIER: own },
    getApplication: papers,
    listApplications: papers,
    getApplicationHistory: papers,
    downloadDocument: papers,
    reviseApplication: { SUPPLIER: own },
    attachDocument: { SUPPLIER: own },
    submitApplication: { SUPPLIER: own },
    // The assigned officer may repeat the command: the answer to the first may have been lost.
    startCheck: { NIA_OPERATOR: toTakeOnOrAssigned },
    checkDocument: { NIA_OPERATOR: assigned },
    acceptApplication: { NIA_OPERATOR: assigned },
    returnApplication: { NIA_OPERATOR: assigned },
    requestSupplement: { NIA_OPERATOR: assigned },
    answerSupplement: { SUPPLIER: own },
    extendSupplement: { SUPPLIER: own },
    withdrawApplication: { SUPPLIER: own },
    getResult: { SUPPLIER: own, AUDITOR: any },
    getNotices: { SUPPLIER: own, NIA_OPERATOR: submitted, SECRETARY: submitted, MINISTRY: submitted, AUDITOR: any },
  },
});
