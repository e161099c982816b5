import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { InstitutionState } from './domain/institution.state.js';

const itself = relation<InstitutionState>('own institution', ({ code }, { org }) => code === org);

export const institutionPermissions = permissionsOn<InstitutionState>({
  resource: 'institution',
  seenThrough: 'getInstitution',
  operations: {
    registerInstitution: { INSTITUTION: itself },
    verifyInstitution: { NIA_OPERATOR: any },
    getInstitution: { INSTITUTION: itself, NIA_OPERATOR: any, MINISTRY: any, AUDITOR: any },
  },
});
