import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { castVote } from '../domain/session.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { CastVoteRequest } from './cast-vote.request.js';

/**
 * Private event; votes cast at the same time all count. 409 SESSION_NOT_OPEN, VOTING_NOT_OPEN, MEMBER_RECUSED,
 * MEMBER_NOT_ELIGIBLE; 422 VOTE_REASON_REQUIRED.
 */
@Injectable()
export class CastVote {
  constructor(private readonly sessions: Sessions) {}

  execute({
    data,
    ...intent
  }: Command<CastVoteRequest & { readonly item: number; readonly memberId: string }>): Promise<Snapshot<SessionState>> {
    return this.sessions.change(intent, (session, moment) =>
      castVote(session, { ...data, by: intent.actor.sub }, moment),
    );
  }
}
