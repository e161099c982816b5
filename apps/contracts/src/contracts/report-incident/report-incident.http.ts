import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { reportIncident } from '../domain/reporting-incidents.js';
import { ReportIncidentRequest } from './report-incident.request.js';

@Controller()
export class ReportIncidentHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'reportIncident',
    method: 'POST',
    path: '/v1/contracts/:id/incidents',
    summary: 'The supplier reports an outage, a leak or an intrusion, without delay',
    answers: ContractView,
    refuses: ['CONTRACT_NOT_CONCLUDED', 'CONTRACT_NOT_STARTED', 'INCIDENT_TIMES', 'OUTAGE_TOO_SHORT'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ReportIncidentRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      reportIncident(contract, body, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
