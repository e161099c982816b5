import { aggregateMap } from '#common/service/service-map.js';
import { GetInstitutionHttp } from './get-institution/get-institution.http.js';
import { institutionPermissions } from './institution.permissions.js';
import { institutionType } from './institution.type.js';
import { Institutions } from './institutions.repository.js';
import { RegisterInstitutionHttp } from './register-institution/register-institution.http.js';
import { VerifyInstitutionHttp } from './verify-institution/verify-institution.http.js';

/** Demand institutions (수요기관). */
export const institutions = aggregateMap({
  type: institutionType,
  repository: Institutions,
  operations: {
    registerInstitution: [RegisterInstitutionHttp],
    verifyInstitution: [VerifyInstitutionHttp],
    getInstitution: [GetInstitutionHttp],
  },
  permissions: institutionPermissions,
});
