import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { institutionIdOf } from '../domain/registering.js';
import { InstitutionView } from '../institution.view.js';
import { InstitutionViews } from '../institution.views.js';
import { ChangeInstitutionRequest } from './change-institution.request.js';
import { ChangeInstitution } from './change-institution.usecase.js';

@Controller()
export class ChangeInstitutionHttp {
  constructor(
    private readonly useCase: ChangeInstitution,
    private readonly views: InstitutionViews,
  ) {}

  @Operation({
    id: 'changeInstitution',
    method: 'POST',
    path: '/v1/institutions/:code/changes',
    summary: 'NIA records what is other of an institution from a day on: name, type, ministry, parent, desk',
    ifMatch: true,
    answers: InstitutionView,
    refuses: [
      'INSTITUTION_MERGED',
      'CHANGE_EMPTY',
      'CHANGE_TOO_EARLY',
      'PARENT_CONTRADICTED',
      'PARENT_UNKNOWN',
      'PARENT_CIRCLE',
      'HIERARCHY_CHANGED',
    ],
  })
  async handle(
    @Param('code') code: string,
    @Body() body: ChangeInstitutionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<InstitutionView> {
    return this.views.today(await this.useCase.execute({ ...meta, id: institutionIdOf(code), data: body }));
  }
}
