import { Inject, Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { hasRole, type Reader, type Role } from '#common/kernel/actor.js';
import type { Clock } from '#common/kernel/clock.js';
import { CLOCK } from '#common/kernel/tokens.js';
import type { BallotBox } from './domain/ballot-box.js';
import type { SeenDebarment, SessionState } from './domain/session.state.js';
import { debarmentOn } from '#common/kernel/debarment.js';
import { Debarments } from '../read-models/debarments/debarments.mongo.js';
import { SealedBallots } from './sealed-ballots.js';
import { sessionView, type SessionView } from './session.view.js';

/** What only a read of the present state shows. */
interface AsOfNow {
  readonly box?: BallotBox;
  readonly debarred?: ReadonlyMap<string, SeenDebarment>;
}

/** Shows a session to one reader, as of now. */
@Injectable()
export class SessionViews {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly box: SealedBallots,
    private readonly debarments: Debarments,
  ) {}

  /** The answer of a command; a repeat of it shows the session as it was then. */
  of(session: Snapshot<SessionState>, reader: Reader): SessionView {
    return this.shown(session, reader);
  }

  /** The session as it is now, the reader's own open votes and the debarments of suppliers included. */
  async now(session: Snapshot<SessionState>, reader: Reader): Promise<SessionView> {
    return this.shown(session, reader, { box: this.box, debarred: await this.debarredOf(session.state) });
  }

  private async debarredOf({ agenda, on }: SessionState): Promise<ReadonlyMap<string, SeenDebarment>> {
    const known = await this.debarments.ofAll(agenda.map(({ supplier }) => supplier));
    const found = [...known].map(([businessNumber, all]) => [businessNumber, debarmentOn(all, on)] as const);
    return new Map(
      found.flatMap(([businessNumber, one]) =>
        one === undefined ? [] : [[businessNumber, { from: one.from, to: one.to, ground: one.ground }]],
      ),
    );
  }

  private shown(session: Snapshot<SessionState>, reader: Reader, now: AsOfNow = {}): SessionView {
    const is = (...roles: readonly Role[]) => roles.some((role) => hasRole(reader, role));
    return sessionView(session, {
      sub: reader.sub,
      ...(reader.kind === 'person' && reader.org !== undefined && { org: reader.org }),
      now: this.clock.now(),
      ...now,
      inside: is('SECRETARY', 'CHAIR', 'MEMBER', 'MINISTRY', 'AUDITOR'),
      seesTallies: is('SECRETARY', 'CHAIR', 'MEMBER', 'AUDITOR'),
      seesDeclarations: is('SECRETARY', 'CHAIR', 'AUDITOR'),
    });
  }
}
