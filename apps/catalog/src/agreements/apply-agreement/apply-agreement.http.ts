import { Body, Controller } from '@nestjs/common';
import { createdBy } from '#common/aggregates/aggregate-store.js';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { AgreementView } from '../agreement.view.js';
import { AgreementViews } from '../agreement.views.js';
import { ApplyAgreementRequest } from './apply-agreement.request.js';
import { ApplyAgreement } from './apply-agreement.usecase.js';

@Controller()
export class ApplyAgreementHttp {
  constructor(
    private readonly useCase: ApplyAgreement,
    private readonly views: AgreementViews,
  ) {}

  @Operation({
    id: 'applyAgreement',
    method: 'POST',
    path: '/v1/agreements',
    summary: 'A supplier applies for a catalog agreement for its active listing',
    status: 201,
    answers: AgreementView,
    refuses: ['AGREEMENT_EXISTS', 'LISTING_NOT_ACTIVE', 'SUPPLIER_DEBARRED', 'CLASS_MISMATCH', 'AGREEMENT_LIVE'],
  })
  async handle(@Body() body: ApplyAgreementRequest, @Meta() meta: CommandMeta): Promise<AgreementView> {
    const id = createdBy('agreement', meta.causationId);
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
