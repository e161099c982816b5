import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { NoticeSessionRequest } from './notice-session.request.js';
import { NoticeSession } from './notice-session.usecase.js';

@Controller()
export class NoticeSessionHttp {
  constructor(
    private readonly useCase: NoticeSession,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'noticeSession',
    method: 'POST',
    path: '/v1/sessions/:no/notice',
    summary: 'Convene the members (소집 통지), or convene them again after an adjournment',
    ifMatch: true,
    answers: SessionView,
    refuses: [
      'SESSION_NOT_NOTICEABLE',
      'SESSION_DATE_REQUIRED',
      'SESSION_DATE_REASON_REQUIRED',
      'NOTICE_TOO_SHORT',
      'ROSTER_SIZE',
      'NON_OFFICIALS_TOO_FEW',
      'AGENDA_DOES_NOT_FIT',
    ],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() body: NoticeSessionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    return this.views.of(await this.useCase.execute({ ...meta, id: sessionIdOf(no), data: body }), meta.actor);
  }
}
