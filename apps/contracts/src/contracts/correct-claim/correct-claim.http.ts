import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { correctClaim } from '../domain/claiming.js';
import { CorrectClaimRequest } from './correct-claim.request.js';

@Controller()
export class CorrectClaimHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'correctClaim',
    method: 'POST',
    path: '/v1/contracts/:id/claims/:n/correction',
    summary: 'The supplier makes a returned claim again; its clock goes on',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CLAIM_STATUS', 'CONTRACT_NOT_STARTED'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') claimNo: number,
    @Body() body: CorrectClaimRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      correctClaim(contract, { ...body, claimNo }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
