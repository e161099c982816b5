import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import type { DueHandler } from '#common/timers/timers.js';
import { Contracts } from './contracts.repository.js';
import { tick } from './domain/ticking.js';

/** Starts, overdue registrations, plans that fell idle. */
@Injectable()
export class ContractTimer implements DueHandler {
  constructor(private readonly contracts: Contracts) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.contracts.due(until, limit);
  }

  onDue(intent: Intent): Promise<unknown> {
    return this.contracts.change(intent, tick);
  }
}
