import { Controller, Param, Query } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { institutionIdOf } from '../domain/registering.js';
import { InstitutionView } from '../institution.view.js';
import { InstitutionViews } from '../institution.views.js';
import { Institutions } from '../institutions.repository.js';
import { GetInstitutionRequest } from './get-institution.request.js';

@Controller()
export class GetInstitutionHttp {
  constructor(
    private readonly institutions: Institutions,
    private readonly views: InstitutionViews,
  ) {}

  @Operation({
    id: 'getInstitution',
    method: 'GET',
    path: '/v1/institutions/:code',
    summary: 'An institution as of a day, and whether it is verified',
    answers: InstitutionView,
  })
  async handle(
    @Param('code') code: string,
    @Query() { on }: GetInstitutionRequest,
    @Asker() asking: Asking,
  ): Promise<InstitutionView> {
    const institution = await this.institutions.get(institutionIdOf(code), asking);
    return on === undefined ? this.views.today(institution) : this.views.on(on, institution);
  }
}
