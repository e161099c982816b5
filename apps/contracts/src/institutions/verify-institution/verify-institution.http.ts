import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { institutionId } from '../institution.type.js';
import { InstitutionView, institutionView } from '../institution.view.js';
import { VerifyInstitution } from './verify-institution.usecase.js';

@Controller()
export class VerifyInstitutionHttp {
  constructor(private readonly useCase: VerifyInstitution) {}

  @Operation({
    id: 'verifyInstitution',
    method: 'POST',
    path: '/v1/institutions/:code/verification',
    summary: 'NIA verifies an institution',
    ifMatch: true,
    answers: InstitutionView,
    refuses: ['INSTITUTION_VERIFIED'],
  })
  async verify(@Param('code') code: string, @Meta() meta: CommandMeta): Promise<InstitutionView> {
    return institutionView(await this.useCase.execute({ id: institutionId(code), ...meta }));
  }
}
