import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { InstitutionState } from './domain/institution.state.js';

const CODE = 'state.code';

const itself = relation<InstitutionState>(
  'own institution',
  ({ code }, { org }) => code === org,
  ({ org }) => (org === undefined ? undefined : { [CODE]: org }),
);

/** No officer verifies their own house (decree Art. 15-4, ground a). */
const ofOthers = relation<InstitutionState>(
  'of another institution than their own',
  ({ code }, { org }) => code !== org,
  ({ org }) => (org === undefined ? {} : { [CODE]: { not: org } }),
);

const readers = { INSTITUTION: itself, NIA_OPERATOR: ofOthers, MINISTRY: any, AUDITOR: any };

export const institutionPermissions = permissionsOn<InstitutionState>({
  resource: 'institution',
  seenThrough: 'getInstitution',
  operations: {
    registerInstitution: { INSTITUTION: itself },
    verifyInstitution: { NIA_OPERATOR: ofOthers },
    changeInstitution: { NIA_OPERATOR: ofOthers },
    mergeInstitution: { NIA_OPERATOR: ofOthers },
    getInstitution: readers,
    listInstitutions: readers,
  },
});
