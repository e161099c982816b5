import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { draftMinutes } from '../domain/minuting.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';
import { DraftMinutesRequest } from './draft-minutes.request.js';

@Controller()
export class DraftMinutesHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'draftMinutes',
    method: 'PUT',
    path: '/v1/sessions/:no/minutes',
    summary: 'The secretary writes the minutes (회의록)',
    ifMatch: true,
    answers: SessionView,
    refuses: ['MINUTES_NOT_DUE', 'REASONS_MISSING'],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() body: DraftMinutesRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const changed = await this.sessions.change({ ...meta, id: sessionIdOf(no) }, (session) =>
      draftMinutes(session, body),
    );
    return this.views.of(changed, meta.actor);
  }
}
