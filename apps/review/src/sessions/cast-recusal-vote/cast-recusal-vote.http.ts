import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { castRecusalVote, recusalRepeatsOf } from '../domain/resolving.js';
import { SealedBallots } from '../sealed-ballots.js';
import { SessionExclusions } from '../session-exclusions.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';
import { CastRecusalVoteRequest } from './cast-recusal-vote.request.js';

@Controller()
export class CastRecusalVoteHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
    private readonly exclusions: SessionExclusions,
    private readonly box: SealedBallots,
  ) {}

  @Operation({
    id: 'castRecusalVote',
    method: 'PUT',
    path: '/v1/sessions/:no/agenda/:item/recusals/:memberId/votes/:voterId',
    summary: 'A member votes on the recusal of another, or changes the vote before it is counted',
    answers: SessionView,
    refuses: [
      'SESSION_NOT_OPEN',
      'MEMBER_EXCLUDED',
      'MEMBER_RECUSED',
      'RECUSAL_BALLOT_NOT_OPEN',
      'MEMBER_NOT_ELIGIBLE',
    ],
  })
  async handle(
    @NumberParam('no') no: number,
    @NumberParam('item') item: number,
    @Param('memberId') memberId: string,
    @Param('voterId') voterId: string,
    @Body() { vote }: CastRecusalVoteRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SessionView> {
    const id = sessionIdOf(no);
    const cast = { item, memberId, voterId, vote, by: meta.actor, box: this.box };
    const changed = await this.exclusions.noting(id, meta.actor, () =>
      this.sessions.change(
        { ...meta, id },
        (session, moment) => castRecusalVote(session, cast, moment),
        recusalRepeatsOf(id, cast),
      ),
    );
    return this.views.of(changed, meta.actor);
  }
}
