import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { partyOf } from '../domain/contract.rules.js';
import { decideBreach } from '../domain/deciding-breaches.js';
import { DecideBreachRequest } from './decide-breach.request.js';

@Controller()
export class DecideBreachHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'decideBreach',
    method: 'POST',
    path: '/v1/contracts/:id/breaches/:n/decision',
    summary: 'The party that reported a breach decides what follows',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'BREACH_STATUS',
      'BREACH_NOT_YOURS',
      'CONTRACT_NOT_ACTIVE',
      'CONSEQUENCE_NOT_YOURS',
      'CORRECTION_DAY_INVALID',
    ],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') breachNo: number,
    @Body() body: DecideBreachRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      decideBreach(contract, { ...body, breachNo, party: partyOf(contract, meta.actor) }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
