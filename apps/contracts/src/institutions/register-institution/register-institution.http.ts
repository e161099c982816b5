import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { institutionIdOf, registerInstitution } from '../domain/registering.js';
import { InstitutionView, institutionView } from '../institution.view.js';
import { Institutions } from '../institutions.repository.js';
import { RegisterInstitutionRequest } from './register-institution.request.js';

@Controller()
export class RegisterInstitutionHttp {
  constructor(private readonly institutions: Institutions) {}

  @Operation({
    id: 'registerInstitution',
    method: 'POST',
    path: '/v1/institutions',
    summary: 'An institution registers itself (수요기관 등록)',
    status: 201,
    answers: InstitutionView,
    refuses: ['INSTITUTION_EXISTS'],
  })
  async handle(@Body() body: RegisterInstitutionRequest, @Meta() meta: CommandMeta): Promise<InstitutionView> {
    const intent = { ...meta, id: institutionIdOf(body.code) };
    return institutionView(await this.institutions.create(intent, () => registerInstitution(body)));
  }
}
