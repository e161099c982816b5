import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { setOffDeposit } from '../domain/winding-up.js';
import { SetOffDepositRequest } from './set-off-deposit.request.js';

@Controller()
export class SetOffDepositHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'setOffDeposit',
    method: 'POST',
    path: '/v1/contracts/:id/claims/:n/set-off',
    summary: 'The institution sets the deposit that is owed off against a claim',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CLAIM_STATUS', 'CONTRACT_NOT_STARTED', 'NOTHING_TO_SET_OFF', 'SET_OFF_TOO_HIGH'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') claimNo: number,
    @Body() body: SetOffDepositRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract) =>
      setOffDeposit(contract, { ...body, claimNo }),
    );
    return this.views.of(changed, meta.actor);
  }
}
