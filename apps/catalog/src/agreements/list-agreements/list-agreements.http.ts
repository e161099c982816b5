import { Controller, Query } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import { AgreementView } from '../agreement.view.js';
import { ListAgreementsRequest } from './list-agreements.request.js';
import { ListAgreements } from './list-agreements.usecase.js';

@Controller()
export class ListAgreementsHttp {
  constructor(private readonly useCase: ListAgreements) {}

  @Operation({
    id: 'listAgreements',
    method: 'GET',
    path: '/v1/agreements',
    summary: 'Catalog agreements with their dossiers',
    answers: pageOf(AgreementView),
  })
  handle(@Query() request: ListAgreementsRequest, @Asker() asking: Asking): Promise<Page<AgreementView>> {
    return this.useCase.execute(request, asking);
  }
}
