import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { institutionId } from '../institution.type.js';
import { InstitutionView, institutionView } from '../institution.view.js';
import { RegisterInstitutionRequest } from './register-institution.request.js';
import { RegisterInstitution } from './register-institution.usecase.js';

@Controller()
export class RegisterInstitutionHttp {
  constructor(private readonly useCase: RegisterInstitution) {}

  @Operation({
    id: 'registerInstitution',
    method: 'POST',
    path: '/v1/institutions',
    summary: 'An institution registers itself (수요기관 등록)',
    status: 201,
    answers: InstitutionView,
    refuses: ['INSTITUTION_EXISTS'],
  })
  async register(@Body() body: RegisterInstitutionRequest, @Meta() meta: CommandMeta): Promise<InstitutionView> {
    const { code, name, type, ministry } = body;
    const data = { code, name, type, ...(ministry !== undefined && { ministry }) };
    return institutionView(await this.useCase.execute({ id: institutionId(code), data, ...meta }));
  }
}
