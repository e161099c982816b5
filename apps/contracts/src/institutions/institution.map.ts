import { aggregateMap } from '#common/service/service-map.js';
import { ChangeInstitutionHttp } from './change-institution/change-institution.http.js';
import { ChangeInstitution } from './change-institution/change-institution.usecase.js';
import { GetInstitutionHttp } from './get-institution/get-institution.http.js';
import { InstitutionRegister } from './institution-register.js';
import { institutionPermissions } from './institution.permissions.js';
import { institutionType } from './institution.type.js';
import { InstitutionViews } from './institution.views.js';
import { InstitutionTimer } from './institution.timer.js';
import { Institutions } from './institutions.repository.js';
import { ListInstitutionsHttp } from './list-institutions/list-institutions.http.js';
import { MergeInstitutionHttp } from './merge-institution/merge-institution.http.js';
import { MergeInstitution } from './merge-institution/merge-institution.usecase.js';
import { RegisterInstitutionHttp } from './register-institution/register-institution.http.js';
import { RegisterInstitution } from './register-institution/register-institution.usecase.js';
import { Succession } from './succession.js';
import { VerifyInstitutionHttp } from './verify-institution/verify-institution.http.js';

/** Demand institutions (수요기관). */
export const institutions = aggregateMap({
  type: institutionType,
  repository: Institutions,
  operations: {
    registerInstitution: [RegisterInstitutionHttp, RegisterInstitution],
    verifyInstitution: [VerifyInstitutionHttp],
    changeInstitution: [ChangeInstitutionHttp, ChangeInstitution],
    mergeInstitution: [MergeInstitutionHttp, MergeInstitution],
    getInstitution: [GetInstitutionHttp],
    listInstitutions: [ListInstitutionsHttp],
  },
  permissions: institutionPermissions,
  timers: [InstitutionTimer],
  providers: [InstitutionRegister, InstitutionViews, Succession],
});
