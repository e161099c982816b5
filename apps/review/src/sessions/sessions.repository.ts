import { Injectable } from '@nestjs/common';
import type { Intent, Repeats, Snapshot } from '#common/aggregates/aggregate-type.js';
import { AggregateStore, type Decided } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Moment } from '#common/kernel/clock.js';
import { Standing } from '../committee/standing.js';
import type { SessionEvent } from './domain/session.events.js';
import type { SessionState } from './domain/session.state.js';
import { sessionType } from './session.type.js';

@Injectable()
export class Sessions extends AggregateStore<SessionState, SessionEvent> {
  constructor(
    stores: Stores,
    private readonly standing: Standing,
  ) {
    super(sessionType, stores);
  }

  /** A person acts with the roles of the committee that they hold in it: a token that outlives the office has none. */
  override async change(
    intent: Intent,
    decide: (session: SessionState, moment: Moment) => Decided<SessionEvent>,
    repeats?: Repeats<SessionState, SessionEvent>,
  ): Promise<Snapshot<SessionState>> {
    const convened = async () => (await this.find(intent.id))?.state.roster ?? [];
    const actor = await this.standing.acting(intent.actor, convened);
    return super.change({ ...intent, actor }, decide, repeats);
  }

  /** The session with the highest number. */
  async last(): Promise<Snapshot<SessionState> | undefined> {
    const [last] = await this.list({ where: {}, sortBy: 'state.no', descending: true, limit: 1 });
    return last;
  }

  /** Noticed, adjourned or sitting: a handful at most. */
  notClosed(): Promise<readonly Snapshot<SessionState>[]> {
    const where = { 'state.status': { in: ['NOTICED', 'ADJOURNED', 'OPEN'] } };
    return this.list({ where, sortBy: '_id', descending: false, limit: 100 });
  }

  async plannedBy(commandId: string): Promise<Snapshot<SessionState> | undefined> {
    const where = { 'state.plannedBy': commandId };
    const [planned] = await this.list({ where, sortBy: '_id', descending: false, limit: 1 });
    return planned;
  }
}
