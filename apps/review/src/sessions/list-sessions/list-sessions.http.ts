import { Controller, Query } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import { Standing } from '../../committee/standing.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';
import { ListSessionsRequest, SESSION_SORTS } from './list-sessions.request.js';

@Controller()
export class ListSessionsHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
    private readonly standing: Standing,
  ) {}

  @Operation({
    id: 'listSessions',
    method: 'GET',
    path: '/v1/sessions',
    summary: 'Sessions of the committee, as far as the reader may know them; the public sees published ones',
    answers: pageOf(SessionView),
  })
  async handle(@Query() request: ListSessionsRequest, @Asker() asking: Asking): Promise<Page<SessionView>> {
    const { status, from, to } = request;
    const known = await this.standing.of(asking);
    const days = { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lte: to }) };
    const where = { 'state.status': status, 'state.on': from === undefined && to === undefined ? undefined : days };
    return pageFor(this.sessions, known, {
      request,
      listing: { where, sorts: SESSION_SORTS, defaultSort: '-no' },
      view: (session) => this.views.of(session, known.actor),
    });
  }
}
