import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { reportConflict } from '../domain/reporting.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';
import { ReportConflictRequest } from './report-conflict.request.js';

@Controller()
export class ReportConflictHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'reportConflict',
    method: 'POST',
    path: '/v1/sessions/:no/agenda/:item/conflicts',
    summary:
      'The secretary reports a conflict that a member did not declare; it says whether the result could be another',
    ifMatch: true,
    answers: SessionView,
    refuses: ['ITEM_NOT_DECIDED', 'NOT_A_MEMBER', 'RECUSAL_STANDS'],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Body() body: ReportConflictRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const changed = await this.sessions.change({ ...meta, id: sessionIdOf(no) }, (session, moment) =>
      reportConflict(session, { ...body, item }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
