import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { castVote, repeatsOf } from '../domain/voting.js';
import { SealedBallots } from '../sealed-ballots.js';
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
    private readonly box: SealedBallots,
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
      'MEMBER_BARRED',
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
    const ballot = { ...body, item, memberId, by: meta.actor, box: this.box };
    const changed = await this.exclusions.noting(id, meta.actor, () =>
      this.sessions.change(
        { ...meta, id },
        (session, moment) => castVote(session, ballot, moment),
        repeatsOf(id, ballot),
      ),
    );
    return this.views.of(changed, meta.actor);
  }
}
