import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { institutionIdOf } from '../domain/registering.js';
import { InstitutionView } from '../institution.view.js';
import { InstitutionViews } from '../institution.views.js';
import { MergeInstitutionRequest } from './merge-institution.request.js';
import { MergeInstitution } from './merge-institution.usecase.js';

@Controller()
export class MergeInstitutionHttp {
  constructor(
    private readonly useCase: MergeInstitution,
    private readonly views: InstitutionViews,
  ) {}

  @Operation({
    id: 'mergeInstitution',
    method: 'POST',
    path: '/v1/institutions/:code/merger',
    summary: 'NIA merges an institution into another one from a day on, which takes over its contracts (기관 통합)',
    ifMatch: true,
    answers: InstitutionView,
    refuses: ['INSTITUTION_NOT_VERIFIED', 'INSTITUTION_MERGED', 'CHANGE_TOO_EARLY', 'MERGER_SUCCESSOR_INVALID'],
  })
  async handle(
    @Param('code') code: string,
    @Body() body: MergeInstitutionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<InstitutionView> {
    return this.views.today(await this.useCase.execute({ ...meta, id: institutionIdOf(code), data: body }));
  }
}
