import { Inject, Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate.js';
import { hasRole, type Reader, type Role } from '#common/kernel/actor.js';
import type { Clock } from '#common/kernel/clock.js';
import { CLOCK } from '#common/service/tokens.js';
import type { SessionState } from './domain/session.state.js';
import { sessionView, type SessionView } from './session.view.js';

/** Shows a session to one reader, as of now. */
@Injectable()
export class SessionViews {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  of(session: Snapshot<SessionState>, reader: Reader): SessionView {
    const is = (...roles: readonly Role[]) => roles.some((role) => hasRole(reader, role));
    return sessionView(session, {
      sub: reader.sub,
      now: this.clock.now(),
      inside: is('SECRETARY', 'CHAIR', 'MEMBER', 'MINISTRY', 'AUDITOR'),
      seesTallies: is('SECRETARY', 'CHAIR', 'MEMBER', 'AUDITOR'),
      seesDeclarations: is('SECRETARY', 'CHAIR', 'AUDITOR'),
    });
  }
}
