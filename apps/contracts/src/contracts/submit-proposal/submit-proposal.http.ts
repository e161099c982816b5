import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { CONSORTIUM_REFUSALS, OfferRequest } from '../offer.request.js';
import { SubmitProposal } from './submit-proposal.usecase.js';

@Controller()
export class SubmitProposalHttp {
  constructor(
    private readonly useCase: SubmitProposal,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'submitProposal',
    method: 'POST',
    path: '/v1/contracts/:id/proposals',
    summary: 'An agreement holder proposes',
    answers: ContractView,
    refuses: [
      'METHOD_IS_NEGOTIATED',
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
