import { Inject, Injectable } from '@nestjs/common';
import type { Intent } from '../aggregates/aggregate-type.js';
import type { Clock } from '../kernel/clock.js';
import { addDays, dayOf, endOfDay, type Day } from '../kernel/day.js';
import { CLOCK } from '../kernel/tokens.js';
import { SandboxClock } from '../timers/business-clock.js';
import type { DueHandler } from '../timers/timers.js';
import { AuditAnchors } from './audit-anchors.js';

/**
 * Every day of business time is anchored when it closes, at 24:00 in Seoul. Missed days are anchored afterwards, in
 * order. A new installation begins at once, with the day before.
 */
@Injectable()
export class AnchorEveryDay implements DueHandler {
  /** The first day that may lack its anchor: days are anchored in order, so it only grows. */
  private atLeast: Day | undefined;

  constructor(
    private readonly anchors: AuditAnchors,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async due(until: Date): ReturnType<DueHandler['due']> {
    // A sandbox clock shows the wall clock until it is moved, and may then be moved to a day before today.
    if (this.clock instanceof SandboxClock && !this.clock.isSet) return [];
    if (this.atLeast !== undefined && endOfDay(this.atLeast) > until) return [];
    const last = await this.anchors.last();
    this.atLeast = last && addDays(last.day, 1);
    const day = this.atLeast ?? addDays(dayOf(this.clock.now()), -1);
    const dueAt = endOfDay(day);
    return dueAt > until ? [] : [{ id: this.anchors.idOf(day), dueAt }];
  }

  async onDue(intent: Intent): Promise<void> {
    const last = await this.anchors.last();
    const day = last === undefined ? addDays(dayOf(this.clock.now()), -1) : addDays(last.day, 1);
    // Another instance was faster.
    if (this.anchors.idOf(day) !== intent.id) return;
    await this.anchors.anchor(intent, day, last);
  }
}
