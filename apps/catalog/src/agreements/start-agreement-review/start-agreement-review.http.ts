import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { startAgreementReview } from '../domain/reviewing.js';
import { AgreementView } from '../agreement.view.js';
import { AgreementViews } from '../agreement.views.js';
import { Agreements } from '../agreements.repository.js';

@Controller()
export class StartAgreementReviewHttp {
  constructor(
    private readonly agreements: Agreements,
    private readonly views: AgreementViews,
  ) {}

  @Operation({
    id: 'startAgreementReview',
    method: 'POST',
    path: '/v1/agreements/:id/review',
    summary: 'The procurement service starts its review',
    ifMatch: true,
    answers: AgreementView,
    refuses: ['AGREEMENT_NOT_APPLIED'],
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<AgreementView> {
    const agreement = await this.agreements.change({ ...meta, id }, startAgreementReview);
    return this.views.of(agreement, meta.actor);
  }
}
