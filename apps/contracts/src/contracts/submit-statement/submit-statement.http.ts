import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { submitStatement } from '../domain/billing.js';
import { SubmitStatementRequest } from './submit-statement.request.js';

@Controller()
export class SubmitStatementHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'submitStatement',
    method: 'POST',
    path: '/v1/contracts/:id/statements',
    summary: 'The supplier states what the next period costs, or a disputed one again',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'TERMS_MISSING',
      'CONTRACT_NOT_ACTIVE',
      'LINE_MISSING',
      'LINE_REPEATED',
      'LINE_UNEXPECTED',
      'MONEY_INVALID',
      'NOT_ORDERED',
      'PRICE_LINE_UNKNOWN',
      'STATEMENT_ABOVE_CAP',
      'STATEMENT_BEFORE_START',
      'STATEMENT_PERIOD',
      'STATEMENT_REPEATED',
      'STATEMENT_STATUS',
      'STATEMENT_TOO_EARLY',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: SubmitStatementRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      submitStatement(contract, { ...body, lines: body.lines ?? [] }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
