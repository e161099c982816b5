import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { SessionEvent } from './domain/session.events.js';
import type { SessionState } from './domain/session.state.js';
import { sessionType } from './session.type.js';

@Injectable()
export class Sessions extends AggregateStore<SessionState, SessionEvent> {
  constructor(stores: Stores) {
    super(sessionType, stores);
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
