import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Asking } from '#common/kernel/actor.js';
import { draftSelectionAct, ensureMayAct } from '../domain/selecting.js';
import type { SelectionAct, SessionState } from '../domain/session.state.js';
import { SessionPapers } from '../session-papers.js';
import { Sessions } from '../sessions.repository.js';

/** The ministry draws up the selection act (선정 공고): its paper is made here. */
@Injectable()
export class DraftSelectionAct {
  constructor(
    private readonly sessions: Sessions,
    private readonly papers: SessionPapers,
    private readonly stores: Stores,
  ) {}

  async execute(intent: Intent & Asking, { number, on }: SelectionAct): Promise<Snapshot<SessionState>> {
    const acting = { number, on, by: intent.actor.sub };
    const { state, version } = await this.sessions.get(intent.id, intent);
    // A repeat, or a draft that will be refused: nothing is printed, and the session itself gives the answer.
    const idle = state.status !== 'MINUTES_CONFIRMED' || intent.expectedVersion !== version;
    const paper = idle ? undefined : await this.print(state, acting);
    return this.sessions.change(intent, (session, moment) => draftSelectionAct(session, { ...acting, paper }, moment));
  }

  private print(session: SessionState, acting: SelectionAct & { readonly by: string }) {
    const moment = this.stores.moment();
    ensureMayAct(session, acting, moment);
    return this.papers.selectionAct(session, acting, moment);
  }
}
