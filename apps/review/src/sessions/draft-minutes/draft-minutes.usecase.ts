import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Person } from '#common/kernel/actor.js';
import { draftMinutes, ensureMayDraft, type MinutesDraft } from '../domain/minuting.js';
import type { SessionState } from '../domain/session.state.js';
import { SessionPapers } from '../session-papers.js';
import { Sessions } from '../sessions.repository.js';

/** The secretary writes the minutes (회의록 작성): their paper is made here. */
@Injectable()
export class DraftMinutes {
  constructor(
    private readonly sessions: Sessions,
    private readonly papers: SessionPapers,
    private readonly stores: Stores,
  ) {}

  async execute(
    intent: Intent & { readonly actor: Person; readonly operation: string },
    draft: MinutesDraft,
  ): Promise<Snapshot<SessionState>> {
    const { state, version } = await this.sessions.get(intent.id, intent);
    // A repeat, or a draft that will be refused: nothing is printed, and the session itself gives the answer.
    const idle = state.status !== 'CLOSED' || intent.expectedVersion !== version;
    const paper = idle ? undefined : await this.print(state, draft);
    return this.sessions.change(intent, (session) => draftMinutes(session, { ...draft, paper }));
  }

  private print(session: SessionState, draft: MinutesDraft) {
    ensureMayDraft(session, draft);
    return this.papers.minutes(session, draft, this.stores.moment());
  }
}
