import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { InstitutionView } from '../institution.view.js';
import { InstitutionViews } from '../institution.views.js';
import { RegisterInstitutionRequest } from './register-institution.request.js';
import { RegisterInstitution } from './register-institution.usecase.js';

@Controller()
export class RegisterInstitutionHttp {
  constructor(
    private readonly useCase: RegisterInstitution,
    private readonly views: InstitutionViews,
  ) {}

  @Operation({
    id: 'registerInstitution',
    method: 'POST',
    path: '/v1/institutions',
    summary: 'An institution registers itself (수요기관 등록)',
    status: 201,
    answers: InstitutionView,
    refuses: ['INSTITUTION_EXISTS', 'PARENT_UNKNOWN'],
  })
  async handle(@Body() body: RegisterInstitutionRequest, @Meta() meta: CommandMeta): Promise<InstitutionView> {
    return this.views.today(await this.useCase.execute(body, meta));
  }
}
