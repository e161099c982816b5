import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { declineRequest } from '../domain/answering.js';
import { DeclineQuoteRequest } from './decline-quote.request.js';

@Controller()
export class DeclineQuoteHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'declineQuote',
    method: 'POST',
    path: '/v1/contracts/:id/quote-requests/:n/refusal',
    summary: 'A supplier declines a request, for a quote or a proposal',
    answers: ContractView,
    refuses: ['CONTRACT_NOT_QUOTING', 'REQUEST_DECLINED', 'REQUEST_ANSWERED', 'ANSWER_OVERDUE'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') requestNo: number,
    @Body() body: DeclineQuoteRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const answer = { ...body, requestNo, supplier: meta.actor };
    const declined = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      declineRequest(contract, answer, moment),
    );
    return this.views.of(declined, meta.actor);
  }
}
