import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { AgreementView } from '../agreement.view.js';
import { AgreementViews } from '../agreement.views.js';
import { Agreements } from '../agreements.repository.js';

@Controller()
export class GetAgreementHttp {
  constructor(
    private readonly agreements: Agreements,
    private readonly views: AgreementViews,
  ) {}

  @Operation({
    id: 'getAgreement',
    method: 'GET',
    path: '/v1/agreements/:id',
    summary: 'A catalog agreement; the public sees number, period and status',
    answers: AgreementView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<AgreementView> {
    return this.views.of(await this.agreements.get(id, asking), asking.actor);
  }
}
