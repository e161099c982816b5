import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { recordRefund } from '../domain/refunding.js';
import { RecordRefundRequest } from './record-refund.request.js';

@Controller()
export class RecordRefundHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'recordRefund',
    method: 'POST',
    path: '/v1/contracts/:id/refund',
    summary: 'The institution records what the supplier paid back of an estimate',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_STARTED', 'NOTHING_TO_REFUND', 'REFUND_AMOUNT', 'REFUND_DAY'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: RecordRefundRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const recorded = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      recordRefund(contract, body, moment),
    );
    return this.views.of(recorded, meta.actor);
  }
}
