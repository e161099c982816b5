import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import type { DueHandler } from '#common/timers/timers.js';
import { Agreements } from './agreements.repository.js';
import { tickAgreement } from './domain/ending.js';

/** The end of the period. */
@Injectable()
export class AgreementTimer implements DueHandler {
  constructor(private readonly agreements: Agreements) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.agreements.due(until, limit);
  }

  onDue(intent: Intent): Promise<unknown> {
    return this.agreements.change(intent, tickAgreement);
  }
}
