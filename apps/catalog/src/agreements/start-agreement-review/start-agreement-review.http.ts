import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { AgreementView } from '../agreement.view.js';
import { AgreementViews } from '../agreement.views.js';
import { StartAgreementReview } from './start-agreement-review.usecase.js';

@Controller()
export class StartAgreementReviewHttp {
  constructor(
    private readonly useCase: StartAgreementReview,
    private readonly views: AgreementViews,
  ) {}

  @Operation({
    id: 'startAgreementReview',
    method: 'POST',
    path: '/v1/agreements/:id/review',
    summary: 'The procurement service starts its review',
    ifMatch: true,
    answers: AgreementView,
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<AgreementView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: undefined }), meta.actor);
  }
}
