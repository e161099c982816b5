import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { placeOrder } from '../domain/ordering.js';
import { PlaceOrderRequest } from './place-order.request.js';

@Controller()
export class PlaceOrderHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'placeOrder',
    method: 'POST',
    path: '/v1/contracts/:id/orders',
    summary: 'The institution orders of a unit-price contract',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'CONTRACT_NOT_ACTIVE',
      'TERMS_MISSING',
      'CONTRACT_NOT_UNIT_PRICE',
      'PERIOD_OVER',
      'LINE_MISSING',
      'LINE_REPEATED',
      'PRICE_LINE_UNKNOWN',
      'MONEY_INVALID',
      'ORDER_TOO_LARGE',
      'ORDERS_ABOVE_TOTAL',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: PlaceOrderRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const ordered = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      placeOrder(contract, body, moment),
    );
    return this.views.of(ordered, meta.actor);
  }
}
