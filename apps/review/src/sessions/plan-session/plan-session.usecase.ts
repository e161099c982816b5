import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import { planSession } from '../domain/convening.js';
import type { SessionState } from '../domain/session.state.js';
import { sessionIdOf } from '../session.type.js';
import { Sessions } from '../sessions.repository.js';
import type { PlanSessionRequest } from './plan-session.request.js';

/** – → PLANNED. Emits SessionPlanned. Of two planners at once, the slower is refused. */
@Injectable()
export class PlanSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly stores: Stores,
  ) {}

  async execute({ data, ...intent }: Omit<Command<PlanSessionRequest>, 'id'>): Promise<Snapshot<SessionState>> {
    // In this order: a twin of this command that is done after the first look leaves it the same number, one that is
    // done before it is found by the second. The other way round, the twin between them would give it the next number.
    const last = await this.sessions.last();
    const planned = await this.sessions.plannedBy(intent.causationId);
    const lastNo = last?.state.no ?? this.stores.moment().policy['review.lastSessionNo'];
    const no = planned?.state.no ?? data.no ?? lastNo + 1;
    const sessionId = sessionIdOf(no);
    const plan = { ...data, sessionId, no, lastNo, plannedBy: intent.causationId };
    return this.sessions.create({ ...intent, id: sessionId }, (moment) => planSession(plan, moment));
  }
}
