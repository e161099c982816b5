import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { RequestProposalsRequest } from './request-proposals.request.js';
import { RequestProposals } from './request-proposals.usecase.js';

@Controller()
export class RequestProposalsHttp {
  constructor(
    private readonly useCase: RequestProposals,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'requestProposals',
    method: 'POST',
    path: '/v1/contracts/:id/proposal-requests',
    summary: 'Asks holders of a catalog agreement for proposals; they answer within five business days',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'METHOD_IS_NEGOTIATED',
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
    @Body() body: RequestProposalsRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
