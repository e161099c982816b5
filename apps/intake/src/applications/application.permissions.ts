import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import { hasRole, type Person, type Reader } from '#common/kernel/actor.js';
import type { Where } from '#common/kernel/field-filter.js';
import { isResponsible } from '#common/kernel/responsible-officer.js';
import { ownAs } from '../suppliers/own-as.js';
import { isLinked, wasSubmitted } from './domain/application.rules.js';
import type { ApplicationState } from './domain/application.state.js';

const own = relation<ApplicationState>(
  'own organisation',
  (application, caller) => application.supplier.businessNumber === caller.org,
  ({ org }) => (org === undefined ? undefined : { 'state.supplier.businessNumber': org }),
);

const businessNumberOf = ({ supplier }: ApplicationState): string => supplier.businessNumber;
const editing = ownAs('EDITOR', businessNumberOf);
/** What the supplier declares towards NIA: an attestation, an answer, the end of the application. */
const signing = ownAs('SIGNER', businessNumberOf);

const SUBMITTED = { 'state.status': { not: 'DRAFT' }, 'state.submittedOn': { exists: true } } as const;
const submitted = relation<ApplicationState>('submitted', wasSubmitted, () => SUBMITTED);

/** Of another organisation than the caller's own: neither officer nor reviewer may be of the supplier's house. */
const ofOthers = ({ org }: Person): Where =>
  org === undefined ? {} : { 'state.supplier.businessNumber': { not: org } };
const submittedByOthers = relation<ApplicationState>(
  'submitted, by another organisation than their own',
  (application, caller) => wasSubmitted(application) && !isLinked(application, caller),
  (caller) => ({ ...SUBMITTED, ...ofOthers(caller) }),
);
const assigned = relation<ApplicationState>('assigned officer', (application, caller) =>
  isResponsible(application, caller.sub),
);
const toTakeOnOrAssigned = relation<ApplicationState>(
  'submitted and unassigned, or assigned officer',
  (application, caller) =>
    wasSubmitted(application) && (application.officer === undefined || application.officer.sub === caller.sub),
);
const admitted = relation<ApplicationState>(
  'declared no conflict, of another organisation',
  (application, caller) => application.readers.includes(caller.sub) && !isLinked(application, caller),
  (caller) => ({ 'state.readers': caller.sub, ...ofOthers(caller) }),
);

const papers = {
  SUPPLIER: own,
  NIA_OPERATOR: submittedByOthers,
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
    draftApplication: { SUPPLIER: editing },
    copyApplication: { SUPPLIER: editing },
    getApplication: papers,
    getApplicationAnswers: papers,
    getCompleteness: papers,
    listApplications: papers,
    getApplicationHistory: papers,
    downloadDocument: papers,
    downloadDocumentFile: papers,
    reviseApplication: { SUPPLIER: editing },
    attachDocument: { SUPPLIER: editing },
    attachDocumentFile: { SUPPLIER: editing },
    describeDocument: { SUPPLIER: editing },
    removeDocument: { SUPPLIER: editing },
    referToDocument: { SUPPLIER: editing },
    submitApplication: { SUPPLIER: signing },
    // The assigned officer may repeat the command: the answer to the first may have been lost.
    startCheck: { NIA_OPERATOR: toTakeOnOrAssigned },
    takeOverApplication: { NIA_OPERATOR: submittedByOthers },
    handOverApplication: { NIA_OPERATOR: submittedByOthers },
    declareOfficerTie: { NIA_OPERATOR: submittedByOthers },
    checkDocument: { NIA_OPERATOR: assigned },
    checkDocumentFile: { NIA_OPERATOR: assigned },
    acceptApplication: { NIA_OPERATOR: assigned },
    returnApplication: { NIA_OPERATOR: assigned },
    requestSupplement: { NIA_OPERATOR: assigned },
    extendCheck: { NIA_OPERATOR: assigned },
    answerCheckExtension: { SUPPLIER: signing },
    answerSupplement: { SUPPLIER: signing },
    extendSupplement: { SUPPLIER: signing },
    withdrawApplication: { SUPPLIER: signing },
    answerDeferral: { SUPPLIER: signing },
    fileObjection: { SUPPLIER: signing },
    // The committee answers, so its secretary keeps the period.
    extendObjection: { SECRETARY: submitted },
    getResult: { SUPPLIER: own, AUDITOR: any },
    getApplicationNotices: {
      SUPPLIER: own,
      NIA_OPERATOR: submittedByOthers,
      SECRETARY: submitted,
      MINISTRY: submitted,
      AUDITOR: any,
    },
  },
});

/** Whether a reader may know of admissions to the papers: others could count the members who stood aside. */
export const seesReaders = (reader: Reader): boolean =>
  reader.kind === 'system' || hasRole(reader, 'SECRETARY') || hasRole(reader, 'AUDITOR');

/** Others cannot count them by the version either. */
export const versionFor = ({ readerChanges = 0 }: ApplicationState, version: number, reader: Reader): number =>
  seesReaders(reader) ? version : version - readerChanges;
