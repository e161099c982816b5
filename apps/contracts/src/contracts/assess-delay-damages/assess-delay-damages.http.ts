import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { assessDelayDamages } from '../domain/delaying.js';
import { AssessDelayDamagesRequest } from './assess-delay-damages.request.js';

@Controller()
export class AssessDelayDamagesHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'assessDelayDamages',
    method: 'POST',
    path: '/v1/contracts/:id/delay-damages',
    summary: 'The institution assesses damages for a part that was performed late',
    ifMatch: true,
    answers: ContractView,
    refuses: ['TERMS_MISSING', 'CONTRACT_NOT_STARTED', 'DELAY_ASSESSED', 'DELAY_PERIOD', 'NOTHING_UNPERFORMED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: AssessDelayDamagesRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      assessDelayDamages(contract, body, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
