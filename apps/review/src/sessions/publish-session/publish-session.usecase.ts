import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Asking } from '#common/kernel/actor.js';
import { publishSession } from '../domain/minuting.js';
import { draftedPaperOf, ensureMayAct } from '../domain/selecting.js';
import type { SelectionAct, SessionState } from '../domain/session.state.js';
import { SessionPapers } from '../session-papers.js';
import { SessionSignatures } from '../session-signatures.js';
import { Sessions } from '../sessions.repository.js';

/** The ministry selects and publishes (선정 공고): an act that was not drafted is printed here. */
@Injectable()
export class PublishSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly papers: SessionPapers,
    private readonly signatures: SessionSignatures,
    private readonly stores: Stores,
  ) {}

  async execute(intent: Intent & Asking, act: SelectionAct, p7s?: string): Promise<Snapshot<SessionState>> {
    const by = intent.actor.sub;
    const session = await this.sessions.get(intent.id, intent);
    const { expectedVersion } = intent;
    // A repeat, or a publication that will be refused: the session itself gives the answer.
    const idle = session.state.status !== 'MINUTES_CONFIRMED' || expectedVersion !== session.version;
    const drafted = draftedPaperOf(session.state, act);
    const printed =
      idle || drafted !== undefined || p7s !== undefined ? undefined : await this.print(session.state, by, act);
    const asked = { kind: 'SELECTION_ACT', in: 'MINUTES_CONFIRMED', expectedVersion } as const;
    const signed =
      p7s === undefined
        ? {}
        : drafted === undefined
          ? { isUnchecked: true }
          : await this.signatures.checked(session, asked, p7s);
    return this.sessions.change(intent, (now, moment) => publishSession(now, { ...act, by, printed, signed }, moment));
  }

  private print(session: SessionState, by: string, act: SelectionAct) {
    const moment = this.stores.moment();
    ensureMayAct(session, { ...act, by }, moment);
    return this.papers.selectionAct(session, act, moment);
  }
}
