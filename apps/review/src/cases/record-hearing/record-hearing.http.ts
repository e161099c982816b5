import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { recordHearing } from '../domain/cancelling.js';
import { RecordHearingRequest } from './record-hearing.request.js';

@Controller()
export class RecordHearingHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
  ) {}

  @Operation({
    id: 'recordHearing',
    method: 'POST',
    path: '/v1/cases/:id/hearings/record',
    summary: 'The secretary records the hearing of the supplier (청문 조서)',
    ifMatch: true,
    answers: CaseView,
    refuses: ['CANCELLATION_NOT_ASKED', 'HEARING_TO_COME', 'MEMBER_EXCLUDED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: RecordHearingRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    const changed = await this.cases.change({ ...meta, id }, (reviewCase, moment) =>
      recordHearing(reviewCase, { ...body, by: meta.actor }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
