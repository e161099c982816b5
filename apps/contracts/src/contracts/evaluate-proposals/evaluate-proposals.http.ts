import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { ChosenListing } from '../chosen-listing.js';
import { Contracts } from '../contracts.repository.js';
import { evaluateProposals } from '../domain/choosing.js';
import { EvaluateProposalsRequest } from './evaluate-proposals.request.js';

@Controller()
export class EvaluateProposalsHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly listings: ChosenListing,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'evaluateProposals',
    method: 'POST',
    path: '/v1/contracts/:id/evaluation',
    summary: 'The institution evaluates every proposal and chooses',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'METHOD_IS_NEGOTIATED',
      'CONTRACT_NOT_QUOTING',
      'OFFERS_SEALED',
      'NO_VALID_OFFER',
      'OFFER_NOT_VALID',
      'CONSORTIUM_MEMBER_COMPETES',
      'EVALUATION_INCOMPLETE',
      'LISTING_UNKNOWN',
      'LISTING_NOT_CONTRACTABLE',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: EvaluateProposalsRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const evaluations = body.evaluations.map(({ requestNo, score, reason }) => ({ n: requestNo, score, reason }));
    const entry = await this.listings.of({ ...meta, id }, body.requestNo);
    const evaluated = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      evaluateProposals(contract, { ...body, entry, evaluations }, moment),
    );
    return this.views.of(evaluated, meta.actor);
  }
}
