import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { recordPreConsultation } from '../domain/consulting.js';
import { RecordPreConsultationRequest } from './record-pre-consultation.request.js';

@Controller()
export class RecordPreConsultationHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'recordPreConsultation',
    method: 'POST',
    path: '/v1/contracts/:id/pre-consultation',
    summary: 'The institution attaches the result of the pre-consultation, before the terms',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_NEGOTIATING', 'PRE_CONSULTATION_DAY'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: RecordPreConsultationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const recorded = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      recordPreConsultation(contract, body, moment),
    );
    return this.views.of(recorded, meta.actor);
  }
}
