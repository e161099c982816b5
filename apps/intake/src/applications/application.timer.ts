import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import type { DueHandler } from '#common/timers/timers.js';
import { Applications } from './applications.repository.js';
import { applicationFellDue } from './domain/falling-due.js';

/** Drafts kept too long, supplement periods that ran out. */
@Injectable()
export class ApplicationTimer implements DueHandler {
  constructor(private readonly applications: Applications) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.applications.due(until, limit);
  }

  onDue(intent: Intent): Promise<unknown> {
    return this.applications.change(intent, applicationFellDue);
  }
}
