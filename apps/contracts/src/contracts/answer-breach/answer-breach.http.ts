import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { partyOf } from '../domain/contract.rules.js';
import { answerBreach } from '../domain/reporting-breaches.js';
import { AnswerBreachRequest } from './answer-breach.request.js';

@Controller()
export class AnswerBreachHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'answerBreach',
    method: 'POST',
    path: '/v1/contracts/:id/breaches/:n/answer',
    summary: 'The other party states its case on a breach that is reported of it',
    ifMatch: true,
    answers: ContractView,
    refuses: ['BREACH_STATUS', 'BREACH_NOT_YOURS'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') breachNo: number,
    @Body() body: AnswerBreachRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract) =>
      answerBreach(contract, { ...body, breachNo, party: partyOf(contract, meta.actor) }),
    );
    return this.views.of(changed, meta.actor);
  }
}
