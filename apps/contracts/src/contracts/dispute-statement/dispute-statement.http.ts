import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { disputeStatement } from '../domain/billing.js';
import { DisputeStatementRequest } from './dispute-statement.request.js';

@Controller()
export class DisputeStatementHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'disputeStatement',
    method: 'POST',
    path: '/v1/contracts/:id/statements/:n/dispute',
    summary: 'The institution disputes a statement; the supplier submits it again',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_STARTED', 'STATEMENT_STATUS'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') statementNo: number,
    @Body() body: DisputeStatementRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract) =>
      disputeStatement(contract, { ...body, statementNo }),
    );
    return this.views.of(changed, meta.actor);
  }
}
