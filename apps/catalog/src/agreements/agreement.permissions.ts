import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { AgreementState } from './domain/agreement.state.js';

const own = relation<AgreementState>(
  'own agreement',
  (agreement, caller) => caller.org === agreement.facts.supplier,
  ({ org }) => (org === undefined ? undefined : { 'state.facts.supplier': org }),
);
const concluded = relation<AgreementState>('concluded', (agreement) => agreement.facts.number !== undefined);

export const agreementPermissions = permissionsOn<AgreementState>({
  resource: 'agreement',
  seenThrough: 'getAgreement',
  operations: {
    getAgreement: { PUBLIC: concluded, SUPPLIER: own, PPS_OFFICER: any, AUDITOR: any },
    listAgreements: { SUPPLIER: own, PPS_OFFICER: any, AUDITOR: any },
    /** A reader of the history also sees the dossier; never the public. */
    getAgreementHistory: { SUPPLIER: own, PPS_OFFICER: any, AUDITOR: any },
    applyAgreement: { SUPPLIER: own },
    startAgreementReview: { PPS_OFFICER: any },
    concludeAgreement: { PPS_OFFICER: any },
    suspendAgreement: { PPS_OFFICER: any },
    endAgreement: { PPS_OFFICER: any },
  },
});
