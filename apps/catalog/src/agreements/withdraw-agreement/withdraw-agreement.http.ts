import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ReasonRequest } from '../../common/reason.request.js';
import { withdrawAgreement } from '../domain/ending.js';
import { AgreementView } from '../agreement.view.js';
import { AgreementViews } from '../agreement.views.js';
import { Agreements } from '../agreements.repository.js';

@Controller()
export class WithdrawAgreementHttp {
  constructor(
    private readonly agreements: Agreements,
    private readonly views: AgreementViews,
  ) {}

  @Operation({
    id: 'withdrawAgreement',
    method: 'POST',
    path: '/v1/agreements/:id/withdrawal',
    summary: 'The supplier takes its application back',
    ifMatch: true,
    answers: AgreementView,
    refuses: ['AGREEMENT_NOT_PENDING'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ReasonRequest,
    @Meta() meta: CommandMeta,
  ): Promise<AgreementView> {
    const agreement = await this.agreements.change({ ...meta, id }, (state) => withdrawAgreement(state, body));
    return this.views.of(agreement, meta.actor);
  }
}
