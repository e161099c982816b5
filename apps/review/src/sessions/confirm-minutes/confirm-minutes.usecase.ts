import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import { CommitteeToday } from '../committee-today.js';
import { confirmMinutes, minutesRecord } from '../domain/minuting.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';

/** CLOSED → MINUTES_CONFIRMED. Emits MinutesConfirmed. */
@Injectable()
export class ConfirmMinutes {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute(intent: Intent): Promise<Snapshot<SessionState>> {
    const act = await this.committee.actOf(intent.actor);
    // Without a salt, a reader of the published hash could try who stood aside and on which ground.
    const salt = randomBytes(16).toString('hex');
    return this.sessions.change(intent, (session, moment) => {
      const hash = sha256(`${salt}:${canonicalJson(minutesRecord(session))}`);
      return confirmMinutes(session, { ...act, hash, salt }, moment);
    });
  }
}
