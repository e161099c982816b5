import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { cancelSession } from '../domain/convening.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { CancelSessionRequest } from './cancel-session.request.js';

/** PLANNED, NOTICED → CANCELLED. Emits SessionCancelled and AgendaItemReleased. */
@Injectable()
export class CancelSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({ data, ...intent }: Command<CancelSessionRequest>): Promise<Snapshot<SessionState>> {
    const act = await this.committee.actOf(intent.actor);
    return this.sessions.change(intent, (session, moment) => cancelSession(session, { ...data, ...act }, moment));
  }
}
