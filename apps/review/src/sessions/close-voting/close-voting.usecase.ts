import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { closeVoting } from '../domain/voting.js';
import type { SessionState } from '../domain/session.state.js';
import { SealedBallots } from '../sealed-ballots.js';
import { Sessions } from '../sessions.repository.js';

/** Item VOTING → SELECTED, NOT_SELECTED, DEFERRED or CARRIED. Private event. */
@Injectable()
export class CloseVoting {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
    private readonly box: SealedBallots,
  ) {}

  async execute({ data, ...intent }: Command<{ readonly item: number }>): Promise<Snapshot<SessionState>> {
    const act = await this.committee.actOf(intent.actor);
    const { box } = this;
    return this.sessions.change(intent, (session, moment) => closeVoting(session, { ...data, ...act, box }, moment));
  }
}
