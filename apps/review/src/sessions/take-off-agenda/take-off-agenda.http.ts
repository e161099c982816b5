import { Body, Controller } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { takeOffAgenda } from '../domain/setting-agenda.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';
import { TakeOffAgendaRequest } from './take-off-agenda.request.js';

@Controller()
export class TakeOffAgendaHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'takeOffAgenda',
    method: 'POST',
    path: '/v1/sessions/:no/agenda/:item/removal',
    summary: 'The secretary takes an item off the agenda before it freezes; its case is free for another session',
    ifMatch: true,
    answers: SessionView,
    refuses: ['AGENDA_CLOSED', 'ITEM_NOT_PENDING', 'AGENDA_FROZEN'],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Body() { reason }: TakeOffAgendaRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const changed = await this.sessions.change({ ...meta, id: sessionIdOf(no) }, (session, moment) =>
      takeOffAgenda(session, { item, reason }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
