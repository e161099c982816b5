import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { deliberate } from '../domain/sitting.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';

/** Item PENDING → DELIBERATING. Private event. */
@Injectable()
export class Deliberate {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({ data, ...intent }: Command<{ readonly item: number }>): Promise<Snapshot<SessionState>> {
    const act = await this.committee.actOf(intent.actor);
    return this.sessions.change(intent, (session, moment) => deliberate(session, { ...data, ...act }, moment));
  }
}
