import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { RequestQuotesRequest } from './request-quotes.request.js';
import { RequestQuotes } from './request-quotes.usecase.js';

@Controller()
export class RequestQuotesHttp {
  constructor(
    private readonly useCase: RequestQuotes,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'requestQuotes',
    method: 'POST',
    path: '/v1/contracts/:id/quote-requests',
    summary: 'Asks suppliers for quotes; they answer within three business days',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'METHOD_IS_CATALOG',
      'CONTRACT_NOT_PLANNED',
      'LISTING_UNKNOWN',
      'LISTING_MISSING',
      'LISTING_NOT_CONTRACTABLE',
      'GRADE_TOO_LOW',
      'NETWORK_MISMATCH',
      'LISTING_OF_OTHER_SERVICE',
      'SAME_ORGANISATION',
      'LISTING_ALREADY_ASKED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: RequestQuotesRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
