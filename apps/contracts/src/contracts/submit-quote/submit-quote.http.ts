import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { CONSORTIUM_REFUSALS, OfferRequest } from '../offer.request.js';
import { SubmitQuote } from './submit-quote.usecase.js';

@Controller()
export class SubmitQuoteHttp {
  constructor(
    private readonly useCase: SubmitQuote,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'submitQuote',
    method: 'POST',
    path: '/v1/contracts/:id/quotes',
    summary: 'A supplier quotes: listed prices or less',
    answers: ContractView,
    refuses: [
      'METHOD_IS_CATALOG',
      'CONTRACT_NOT_QUOTING',
      'REQUEST_DECLINED',
      'REQUEST_ANSWERED',
      'ANSWER_OVERDUE',
      'LISTING_UNKNOWN',
      'LISTING_NOT_CONTRACTABLE',
      'LISTING_VERSION_STALE',
      'LINE_MISSING',
      'LINE_REPEATED',
      'PRICE_LINE_UNKNOWN',
      'PRICE_ABOVE_LISTED',
      'MINIMUM_MONTHS',
      'AMOUNT_IMPLAUSIBLE',
      ...CONSORTIUM_REFUSALS,
    ],
  })
  async handle(@Param('id') id: string, @Body() body: OfferRequest, @Meta() meta: CommandMeta): Promise<ContractView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
