import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { suspendAgreement } from '../domain/ending.js';
import { AgreementView } from '../agreement.view.js';
import { AgreementViews } from '../agreement.views.js';
import { Agreements } from '../agreements.repository.js';

@Controller()
export class SuspendAgreementHttp {
  constructor(
    private readonly agreements: Agreements,
    private readonly views: AgreementViews,
  ) {}

  @Operation({
    id: 'suspendAgreement',
    method: 'POST',
    path: '/v1/agreements/:id/suspension',
    summary: 'The procurement service suspends an agreement',
    ifMatch: true,
    answers: AgreementView,
    refuses: ['AGREEMENT_NOT_IN_FORCE'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ReasonRequest,
    @Meta() meta: CommandMeta,
  ): Promise<AgreementView> {
    const agreement = await this.agreements.change({ ...meta, id }, (state) => suspendAgreement(state, body));
    return this.views.of(agreement, meta.actor);
  }
}
