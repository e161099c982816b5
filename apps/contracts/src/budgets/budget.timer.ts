import { Inject, Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import type { Clock } from '#common/kernel/clock.js';
import { CLOCK } from '#common/kernel/tokens.js';
import type { DueHandler } from '#common/timers/timers.js';
import { Budgets } from './budgets.repository.js';
import { expiredOf } from './domain/budget.rules.js';
import { SettledTries } from './settled-tries.js';

/**
 * Settles reservations that outlived their time: a signer may have died between reserving and concluding, or after
 * concluding.
 */
@Injectable()
export class BudgetTimer implements DueHandler {
  constructor(
    private readonly budgets: Budgets,
    private readonly tries: SettledTries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.budgets.due(until, limit);
  }

  async onDue({ id, causationId: _, ...intent }: Intent): Promise<void> {
    const budget = await this.budgets.newest(id);
    if (budget === undefined) return;
    const { fiscalYear } = budget.state;
    for (const expired of expiredOf(budget.state, this.clock.now()))
      await this.tries.settle(intent, expired, [{ id, fiscalYear }]);
  }
}
