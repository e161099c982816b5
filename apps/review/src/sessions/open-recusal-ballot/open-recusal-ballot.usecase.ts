import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { openRecusalBallot } from '../domain/resolving.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';

/** Private event. */
@Injectable()
export class OpenRecusalBallot {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({
    data,
    ...intent
  }: Command<{ readonly item: number; readonly memberId: string }>): Promise<Snapshot<SessionState>> {
    const act = await this.committee.actOf(intent.actor);
    return this.sessions.change(intent, (session, moment) => openRecusalBallot(session, { ...data, ...act }, moment));
  }
}
