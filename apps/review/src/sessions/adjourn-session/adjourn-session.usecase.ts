import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { CommitteeToday } from '../committee-today.js';
import { adjournSession } from '../domain/convening.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';

/** NOTICED → ADJOURNED. Emits SessionAdjourned. */
@Injectable()
export class AdjournSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute(intent: Intent): Promise<Snapshot<SessionState>> {
    const inOffice = await this.committee.inOffice();
    return this.sessions.change(intent, (session, moment) => adjournSession(session, inOffice, moment));
  }
}
