import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { castVote } from '../domain/voting.js';
import { SessionExclusions } from '../session-exclusions.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';
import { CastVoteRequest } from './cast-vote.request.js';

@Controller()
export class CastVoteHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
    private readonly exclusions: SessionExclusions,
  ) {}

  @Operation({
    id: 'castVote',
    method: 'PUT',
    path: '/v1/sessions/:no/agenda/:item/votes/:memberId',
    summary: 'A member votes (표결), or changes the vote before it is counted',
    answers: SessionView,
    refuses: [
      'SESSION_NOT_OPEN',
      'MEMBER_EXCLUDED',
      'MEMBER_RECUSED',
      'VOTING_NOT_OPEN',
      'MEMBER_NOT_ELIGIBLE',
      'VOTE_REASON_REQUIRED',
    ],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Param('memberId') memberId: string,
    @Body() body: CastVoteRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const id = sessionIdOf(no);
    const changed = await this.exclusions.noting(id, meta.actor, () =>
      this.sessions.change({ ...meta, id }, (session, moment) =>
        castVote(session, { ...body, item, memberId, by: meta.actor }, moment),
      ),
    );
    return this.views.of(changed, meta.actor);
  }
}
