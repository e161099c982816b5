import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { recordPayment } from '../domain/paying.js';
import { RecordPaymentRequest } from './record-payment.request.js';

@Controller()
export class RecordPaymentHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'recordPayment',
    method: 'POST',
    path: '/v1/contracts/:id/claims/:n/payment',
    summary: 'The institution records what it paid of a claim; interest is added when it is late',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'CLAIM_STATUS',
      'CONTRACT_NOT_STARTED',
      'PAYMENT_ABOVE_CLAIM',
      'PAYMENT_DAY',
      'PAYMENT_DAY_EARLY',
      'PAYMENT_NOTHING',
      'PAYMENT_ROUNDING',
    ],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') claimNo: number,
    @Body() body: RecordPaymentRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      recordPayment(contract, { ...body, claimNo }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
