import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { closeSession } from '../domain/sitting.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { CloseSessionRequest } from './close-session.request.js';

/** OPEN → CLOSED. Emits SessionClosed and AgendaItemReleased. */
@Injectable()
export class CloseSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({ data, ...intent }: Command<CloseSessionRequest>): Promise<Snapshot<SessionState>> {
    const act = await this.committee.actOf(intent.actor);
    return this.sessions.change(intent, (session, moment) => closeSession(session, { ...data, ...act }, moment));
  }
}
