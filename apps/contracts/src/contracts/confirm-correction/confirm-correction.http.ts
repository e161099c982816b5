import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { partyOf } from '../domain/contract.rules.js';
import { confirmCorrection } from '../domain/deciding-breaches.js';
import { ConfirmCorrectionRequest } from './confirm-correction.request.js';

@Controller()
export class ConfirmCorrectionHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'confirmCorrection',
    method: 'POST',
    path: '/v1/contracts/:id/breaches/:n/correction',
    summary: 'The party that asked for the correction of a breach confirms it',
    ifMatch: true,
    answers: ContractView,
    refuses: ['BREACH_STATUS', 'BREACH_NOT_YOURS', 'CORRECTION_NOT_ASKED'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') breachNo: number,
    @Body() body: ConfirmCorrectionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      confirmCorrection(contract, { ...body, breachNo, party: partyOf(contract, meta.actor) }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
