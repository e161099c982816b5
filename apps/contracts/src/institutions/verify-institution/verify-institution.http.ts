import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { institutionIdOf, verifyInstitution } from '../domain/registering.js';
import { InstitutionView } from '../institution.view.js';
import { InstitutionViews } from '../institution.views.js';
import { Institutions } from '../institutions.repository.js';

@Controller()
export class VerifyInstitutionHttp {
  constructor(
    private readonly institutions: Institutions,
    private readonly views: InstitutionViews,
  ) {}

  @Operation({
    id: 'verifyInstitution',
    method: 'POST',
    path: '/v1/institutions/:code/verification',
    summary: 'NIA verifies an institution',
    ifMatch: true,
    answers: InstitutionView,
    refuses: ['INSTITUTION_VERIFIED'],
  })
  async handle(@Param('code') code: string, @Meta() meta: CommandMeta): Promise<InstitutionView> {
    const intent = { ...meta, id: institutionIdOf(code) };
    return this.views.today(await this.institutions.change(intent, verifyInstitution));
  }
}
