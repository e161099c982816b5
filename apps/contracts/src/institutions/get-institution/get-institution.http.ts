import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { institutionIdOf } from '../domain/registering.js';
import { InstitutionView, institutionView } from '../institution.view.js';
import { Institutions } from '../institutions.repository.js';

@Controller()
export class GetInstitutionHttp {
  constructor(private readonly institutions: Institutions) {}

  @Operation({
    id: 'getInstitution',
    method: 'GET',
    path: '/v1/institutions/:code',
    summary: 'An institution and whether it is verified',
    answers: InstitutionView,
  })
  async handle(@Param('code') code: string, @Asker() asking: Asking): Promise<InstitutionView> {
    return institutionView(await this.institutions.get(institutionIdOf(code), asking));
  }
}
