import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { saltedDigest } from '#common/aggregates/history-chain/hash-chain.js';
import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import { CommitteeToday } from '../committee-today.js';
import { confirmMinutes, erasableTexts, minutesRecord, type Seal } from '../domain/minuting.js';
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
    return this.sessions.change(intent, (session, moment) =>
      confirmMinutes(session, { ...act, seal: sealOf(session) }, moment),
    );
  }
}

function sealOf(session: SessionState): Seal {
  const salted = erasableTexts(session).map(({ place, text }) => ({ place, ...saltedDigest(text) }));
  const texts = salted.map(({ place, digest }) => ({ place, digest }));
  const textSalts = salted.map(({ place, salt }) => ({ place, salt }));
  const salt = randomBytes(16).toString('hex');
  return { hash: sha256(`${salt}:${canonicalJson(minutesRecord(session, texts))}`), salt, texts, textSalts };
}
