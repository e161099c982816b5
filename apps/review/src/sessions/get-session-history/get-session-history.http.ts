import { Controller } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { shownTo } from '../session.history.js';
import { SessionReading } from '../session-reading.js';
import { Sessions } from '../sessions.repository.js';

@Controller()
export class GetSessionHistoryHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly reading: SessionReading,
  ) {}

  @Operation({
    id: 'getSessionHistory',
    method: 'GET',
    path: '/v1/sessions/:no/history',
    summary: 'Who did what to a session, when and why; votes are left out',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@NumberParam('no') no: number, @Asker() asking: Asking): Promise<HistoryView> {
    const { session, reader } = await this.reading.get(no, asking);
    const history = await this.sessions.history(session.id, { ...asking, actor: reader });
    return historyView(history, { shows: shownTo(session.state, reader) });
  }
}
