import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { publishSession } from '../domain/minuting.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';
import { PublishSessionRequest } from './publish-session.request.js';

@Controller()
export class PublishSessionHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'publishSession',
    method: 'POST',
    path: '/v1/sessions/:no/publication',
    summary: 'The ministry makes the selection and publishes the session (선정 공고)',
    ifMatch: true,
    answers: SessionView,
    refuses: ['MINUTES_NOT_CONFIRMED', 'OWN_WORK', 'SELECTION_ACT_DATE'],
  })
  async handle(
    @NumberParam('no') no: number,
    @Body() body: PublishSessionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const changed = await this.sessions.change({ ...meta, id: sessionIdOf(no) }, (session, moment) =>
      publishSession(session, { ...body.selectionAct, by: meta.actor.sub }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
