import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { saltedDigest } from '#common/aggregates/history-chain/hash-chain.js';
import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import type { Asking } from '#common/kernel/actor.js';
import { CommitteeToday } from '../committee-today.js';
import { confirmMinutes, erasableTexts, minutesRecord, type Seal } from '../domain/minuting.js';
import type { SessionState } from '../domain/session.state.js';
import type { Signed } from '../domain/signing.js';
import { SessionReading } from '../session-reading.js';
import { SessionSignatures } from '../session-signatures.js';
import { sessionIdOf } from '../session.type.js';
import { Sessions } from '../sessions.repository.js';

/** CLOSED → MINUTES_CONFIRMED. Emits MinutesConfirmed. */
@Injectable()
export class ConfirmMinutes {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
    private readonly reading: SessionReading,
    private readonly signatures: SessionSignatures,
  ) {}

  async execute(no: number, asked: Omit<Intent, 'id'> & Asking, p7s?: string): Promise<Snapshot<SessionState>> {
    const intent = { ...asked, id: sessionIdOf(no) };
    const act = await this.committee.actOf(intent.actor);
    const signed = p7s === undefined ? {} : await this.checked(no, asked, p7s);
    return this.sessions.change(intent, (session, moment) =>
      confirmMinutes(session, { ...act, seal: sealOf(session), signed }, moment),
    );
  }

  private async checked(no: number, asked: Pick<Intent, 'expectedVersion'> & Asking, p7s: string): Promise<Signed> {
    const { session } = await this.reading.get(no, asked);
    const { expectedVersion } = asked;
    return this.signatures.checked(session, { kind: 'MINUTES', in: 'CLOSED', expectedVersion }, p7s);
  }
}

function sealOf(session: SessionState): Seal {
  const salted = erasableTexts(session).map(({ place, text }) => ({ place, ...saltedDigest(text) }));
  const texts = salted.map(({ place, digest }) => ({ place, digest }));
  const textSalts = salted.map(({ place, salt }) => ({ place, salt }));
  const salt = randomBytes(16).toString('hex');
  return { hash: sha256(`${salt}:${canonicalJson(minutesRecord(session, texts))}`), salt, texts, textSalts };
}
