import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { noticeHearing } from '../domain/cancelling.js';
import { NoticeHearingRequest } from './notice-hearing.request.js';

@Controller()
export class NoticeHearingHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
  ) {}

  @Operation({
    id: 'noticeHearing',
    method: 'POST',
    path: '/v1/cases/:id/hearings',
    summary: 'The secretary asks to cancel a selection and announces the hearing of its supplier (청문)',
    ifMatch: true,
    answers: CaseView,
    refuses: ['SELECTION_NOT_IN_FORCE', 'HEARING_TOO_EARLY', 'SUSPENSION_NOT_LASTED', 'MEMBER_EXCLUDED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: NoticeHearingRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    const changed = await this.cases.change({ ...meta, id }, (reviewCase, moment) =>
      noticeHearing(reviewCase, { ...body, by: meta.actor }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
