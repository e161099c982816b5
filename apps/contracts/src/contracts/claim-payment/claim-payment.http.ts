import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { claimPayment } from '../domain/claiming.js';
import { ClaimPaymentRequest } from './claim-payment.request.js';

@Controller()
export class ClaimPaymentHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'claimPayment',
    method: 'POST',
    path: '/v1/contracts/:id/claims',
    summary: 'The supplier claims the payment of inspected statements',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CLAIM_AMOUNT', 'CONTRACT_NOT_STARTED', 'INSPECTION_STATUS', 'NOTHING_TO_CLAIM', 'STATEMENT_STATUS'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ClaimPaymentRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      claimPayment(contract, body, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
