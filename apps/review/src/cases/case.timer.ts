import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import type { DueHandler } from '#common/timers/timers.js';
import { Cases } from './cases.repository.js';
import { lastedSuspension } from './domain/following-suspensions.js';

/** A suspension that is not cured in time becomes a duty of the secretary (§11.3). */
@Injectable()
export class CaseTimer implements DueHandler {
  constructor(private readonly cases: Cases) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.cases.due(until, limit);
  }

  onDue(intent: Intent): Promise<unknown> {
    return this.cases.change(intent, lastedSuspension);
  }
}
