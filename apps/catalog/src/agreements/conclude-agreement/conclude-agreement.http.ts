import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { AgreementView } from '../agreement.view.js';
import { AgreementViews } from '../agreement.views.js';
import { ConcludeAgreementRequest } from './conclude-agreement.request.js';
import { ConcludeAgreement } from './conclude-agreement.usecase.js';

@Controller()
export class ConcludeAgreementHttp {
  constructor(
    private readonly useCase: ConcludeAgreement,
    private readonly views: AgreementViews,
  ) {}

  @Operation({
    id: 'concludeAgreement',
    method: 'POST',
    path: '/v1/agreements/:id/conclusion',
    summary: 'The procurement service concludes an agreement, with its number and period',
    ifMatch: true,
    answers: AgreementView,
    refuses: [
      'AGREEMENT_NOT_IN_REVIEW',
      'LISTING_NOT_ACTIVE',
      'SUPPLIER_DEBARRED',
      'PERIOD_INVALID',
      'CONTRACT_DAY_TO_COME',
      'AGREEMENT_NO_TAKEN',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ConcludeAgreementRequest,
    @Meta() meta: CommandMeta,
  ): Promise<AgreementView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
