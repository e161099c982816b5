import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { decideGroundE } from '../domain/resolving.js';
import type { SessionState } from '../domain/session.state.js';
import { SealedBallots } from '../sealed-ballots.js';
import { Sessions } from '../sessions.repository.js';
import type { DecideGroundERequest } from './decide-ground-e.request.js';

/** Private event, and RecusalsSettled when the set of voters changes. */
@Injectable()
export class DecideGroundE {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
    private readonly box: SealedBallots,
  ) {}

  async execute({
    data,
    ...intent
  }: Command<DecideGroundERequest & { readonly item: number; readonly memberId: string }>): Promise<
    Snapshot<SessionState>
  > {
    const act = await this.committee.actOf(intent.actor);
    const { box } = this;
    return this.sessions.change(intent, (session, moment) => decideGroundE(session, { ...data, ...act, box }, moment));
  }
}
