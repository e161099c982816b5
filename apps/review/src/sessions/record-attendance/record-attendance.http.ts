import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { RecordAttendanceRequest } from './record-attendance.request.js';
import { RecordAttendance } from './record-attendance.usecase.js';

@Controller()
export class RecordAttendanceHttp {
  constructor(
    private readonly recordAttendance: RecordAttendance,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'recordAttendance',
    method: 'PUT',
    path: '/v1/sessions/:no/attendance/:memberId',
    summary: 'The secretary notes when a member came and left (출석)',
    answers: SessionView,
  })
  async handle(
    @NumberParam('no') no: number,
    @Param('memberId') memberId: string,
    @Body() data: RecordAttendanceRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(
      await this.recordAttendance.execute({ ...meta, id: sessionIdOf(no), data: { ...data, memberId } }),
      meta.actor,
    );
  }
}
