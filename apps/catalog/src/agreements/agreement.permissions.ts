import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { AgreementState } from './domain/agreement.state.js';

const own = relation<AgreementState>(
  'own agreement',
  (agreement, caller) => caller.org === agreement.facts.supplier,
  ({ org }) => (org === undefined ? undefined : { 'state.facts.supplier': org }),
);
/** No officer decides on an agreement of their own house (decree Art. 15-4, ground a). */
const ofOthers = relation<AgreementState>(
  'of another organisation than their own',
  (agreement, caller) => caller.org !== agreement.facts.supplier,
  ({ org }) => (org === undefined ? {} : { 'state.facts.supplier': { not: org } }),
);
const concluded = relation<AgreementState>('concluded', (agreement) => agreement.facts.number !== undefined);

export const agreementPermissions = permissionsOn<AgreementState>({
  resource: 'agreement',
  seenThrough: 'getAgreement',
  operations: {
    getAgreement: { PUBLIC: concluded, SUPPLIER: own, PPS_OFFICER: ofOthers, AUDITOR: any },
    listAgreements: { SUPPLIER: own, PPS_OFFICER: ofOthers, AUDITOR: any },
    /** A reader of the history also sees the dossier; never the public. */
    getAgreementHistory: { SUPPLIER: own, PPS_OFFICER: ofOthers, AUDITOR: any },
    applyAgreement: { SUPPLIER: own },
    startAgreementReview: { PPS_OFFICER: ofOthers },
    concludeAgreement: { PPS_OFFICER: ofOthers },
    suspendAgreement: { PPS_OFFICER: ofOthers },
    endAgreement: { PPS_OFFICER: ofOthers },
    withdrawAgreement: { SUPPLIER: own },
  },
});
