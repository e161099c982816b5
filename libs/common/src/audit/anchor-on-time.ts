import { Inject, Injectable } from '@nestjs/common';
import type { Intent } from '../aggregates/aggregate-type.js';
import { Stores } from '../aggregates/stores.js';
import type { Clock } from '../kernel/clock.js';
import { dayOf, startOfDay } from '../kernel/day.js';
import { CLOCK } from '../kernel/tokens.js';
import { SandboxClock } from '../timers/business-clock.js';
import type { DueHandler } from '../timers/timers.js';
import { AuditAnchors } from './audit-anchors.js';
import { closingAfter } from './closings.js';

/**
 * Every day of business time is anchored when it closes, and every period of a day that policy sets. Missed days are
 * anchored afterwards, in order. Missed periods within a day have one anchor together, however far the clock moved. A
 * new installation begins at once, with the day before.
 */
@Injectable()
export class AnchorOnTime implements DueHandler {
  /** The newest anchor this process knows of: anchors are made in order, so it only grows. */
  private last: Date | undefined;
  /** What `due` said last. */
  private next: { readonly id: string; readonly dueAt: Date } | undefined;

  constructor(
    private readonly anchors: AuditAnchors,
    private readonly stores: Stores,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async due(until: Date): ReturnType<DueHandler['due']> {
    // A sandbox clock shows the wall clock until it is moved, and may then be moved to a day before today.
    if (this.clock instanceof SandboxClock && !this.clock.isSet) return [];
    if (this.last !== undefined && this.closing(this.last, until) === undefined) return [];
    this.last = (await this.anchors.last())?.until;
    const dueAt = this.last === undefined ? startOfDay(dayOf(this.clock.now())) : this.closing(this.last, until);
    if (dueAt === undefined || dueAt > until) return [];
    this.next = { id: this.anchors.idOf(dueAt), dueAt };
    return [this.next];
  }

  async onDue(intent: Intent): Promise<void> {
    const { next } = this;
    const last = await this.anchors.last();
    // Another instance was faster.
    if (next?.id !== intent.id || (last !== undefined && last.until >= next.dueAt)) return;
    await this.anchors.anchor(intent, next.dueAt, last);
  }

  private closing(last: Date, until: Date): Date | undefined {
    // While a clock is moved, days are closed on the way; the next turn closes the period in which it came to rest.
    const isOnTheWay = until > this.clock.now();
    return closingAfter(last, until, isOnTheWay ? 0 : this.stores.moment().policy['audit.anchorHours']);
  }
}
