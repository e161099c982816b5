import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { acceptStatement } from '../domain/billing.js';
import { AcceptStatementRequest } from './accept-statement.request.js';

@Controller()
export class AcceptStatementHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'acceptStatement',
    method: 'POST',
    path: '/v1/contracts/:id/statements/:n/acceptance',
    summary: 'The institution accepts the figures of a statement',
    ifMatch: true,
    answers: ContractView,
    refuses: ['TERMS_MISSING', 'CONTRACT_NOT_STARTED', 'OWN_WORK', 'STATEMENT_ABOVE_CAP', 'STATEMENT_STATUS'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') statementNo: number,
    @Body() body: AcceptStatementRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      acceptStatement(contract, { ...body, statementNo, by: meta.actor.sub }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
