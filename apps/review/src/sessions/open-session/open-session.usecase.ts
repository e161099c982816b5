import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { openSession } from '../domain/sitting.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { OpenSessionRequest } from './open-session.request.js';

/** NOTICED → OPEN. Emits SessionOpened. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({ data, ...intent }: Command<OpenSessionRequest>): Promise<Snapshot<SessionState>> {
    const act = await this.committee.actOf(intent.actor);
    const inOffice = await this.committee.inOffice();
    return this.sessions.change(intent, (session, moment) =>
      openSession(session, { ...data, ...act, inOffice }, moment),
    );
  }
}
