import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { giveEndNotice } from '../domain/giving-notice.js';
import { GiveEndNoticeRequest } from './give-end-notice.request.js';

@Controller()
export class GiveEndNoticeHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'giveEndNotice',
    method: 'POST',
    path: '/v1/contracts/:id/end-notice',
    summary: 'The supplier tells the institution that the use ends, and how its data come back',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_ACTIVE', 'END_NOTICE_GIVEN'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: GiveEndNoticeRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const noticed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      giveEndNotice(contract, body, moment),
    );
    return this.views.of(noticed, meta.actor);
  }
}
