import { Inject, Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { hasRole, type Reader, type Role } from '#common/kernel/actor.js';
import type { Clock } from '#common/kernel/clock.js';
import { CLOCK } from '#common/kernel/tokens.js';
import type { BallotBox } from './domain/ballot-box.js';
import type { SessionState } from './domain/session.state.js';
import { SealedBallots } from './sealed-ballots.js';
import { sessionView, type SessionView } from './session.view.js';

/** Shows a session to one reader, as of now. */
@Injectable()
export class SessionViews {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly box: SealedBallots,
  ) {}

  /** The answer of a command; a repeat of it shows the session as it was then. */
  of(session: Snapshot<SessionState>, reader: Reader): SessionView {
    return this.shown(session, reader);
  }

  /** The session as it is now, the reader's own open votes included. */
  now(session: Snapshot<SessionState>, reader: Reader): SessionView {
    return this.shown(session, reader, this.box);
  }

  private shown(session: Snapshot<SessionState>, reader: Reader, box?: BallotBox): SessionView {
    const is = (...roles: readonly Role[]) => roles.some((role) => hasRole(reader, role));
    return sessionView(session, {
      sub: reader.sub,
      ...(reader.kind === 'person' && reader.org !== undefined && { org: reader.org }),
      now: this.clock.now(),
      ...(box && { box }),
      inside: is('SECRETARY', 'CHAIR', 'MEMBER', 'MINISTRY', 'AUDITOR'),
      seesTallies: is('SECRETARY', 'CHAIR', 'MEMBER', 'AUDITOR'),
      seesDeclarations: is('SECRETARY', 'CHAIR', 'AUDITOR'),
    });
  }
}
