import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { recordAttendance } from '../domain/attending.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';
import { RecordAttendanceRequest } from './record-attendance.request.js';

@Controller()
export class RecordAttendanceHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'recordAttendance',
    method: 'PUT',
    path: '/v1/sessions/:no/attendance/:memberId',
    summary: 'The secretary notes when a member came and left (출석)',
    answers: SessionView,
    refuses: ['ATTENDANCE_CLOSED', 'NOT_SESSION_DAY', 'NOT_A_MEMBER', 'ATTENDANCE_TIME', 'DECLARATION_MISSING'],
  })
  async handle(
    @NumberParam('no') no: number,
    @Param('memberId') memberId: string,
    @Body() body: RecordAttendanceRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const changed = await this.sessions.change({ ...meta, id: sessionIdOf(no) }, (session, moment) =>
      recordAttendance(session, { ...body, memberId }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
