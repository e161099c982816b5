import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { returnClaim } from '../domain/claiming.js';
import { ReturnClaimRequest } from './return-claim.request.js';

@Controller()
export class ReturnClaimHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'returnClaim',
    method: 'POST',
    path: '/v1/contracts/:id/claims/:n/return',
    summary: 'The institution returns a wrong claim; its clock stops',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CLAIM_PARTLY_PAID', 'CLAIM_STATUS', 'CONTRACT_NOT_STARTED'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') claimNo: number,
    @Body() body: ReturnClaimRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      returnClaim(contract, { ...body, claimNo }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
