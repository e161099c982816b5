import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { declineAmendment } from '../domain/amending.js';
import { partyOf } from '../domain/contract.rules.js';
import { DeclineAmendmentRequest } from './decline-amendment.request.js';

@Controller()
export class DeclineAmendmentHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'declineAmendment',
    method: 'POST',
    path: '/v1/contracts/:id/amendments/:n/refusal',
    summary: 'A party declines an amendment, or takes its own back',
    ifMatch: true,
    answers: ContractView,
    refuses: ['AMENDMENT_CLOSED'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') n: number,
    @Body() body: DeclineAmendmentRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    return this.views.of(
      await this.contracts.change({ ...meta, id }, (contract) =>
        declineAmendment(contract, { ...body, n, party: partyOf(contract, meta.actor) }),
      ),
      meta.actor,
    );
  }
}
