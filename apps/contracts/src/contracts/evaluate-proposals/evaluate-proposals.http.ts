import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { EvaluateProposalsRequest } from './evaluate-proposals.request.js';
import { EvaluateProposals } from './evaluate-proposals.usecase.js';

@Controller()
export class EvaluateProposalsHttp {
  constructor(
    private readonly evaluateProposals: EvaluateProposals,
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
      'EVALUATION_INCOMPLETE',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: EvaluateProposalsRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    return this.views.of(await this.evaluateProposals.execute({ ...meta, id, data: body }), meta.actor);
  }
}
