import { Inject, Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import type { Clock } from '#common/kernel/clock.js';
import { derivedId } from '#common/kernel/ids.js';
import { CLOCK } from '#common/kernel/tokens.js';
import type { DueHandler } from '#common/timers/timers.js';
import { Contracts } from '../contracts/contracts.repository.js';
import { isSpent, lapseSigning } from '../contracts/domain/signing.js';
import { Budgets } from './budgets.repository.js';
import { expiredOf } from './domain/budget.rules.js';
import type { Attempt } from './domain/budget.state.js';
import { commitReservation, releaseReservation } from './domain/reserving.js';

/**
 * Settles reservations that outlived their time: a signer may have died between reserving and concluding, or after
 * concluding. The contract is fenced first: from then on it cannot conclude on this try, so its money may go back.
 */
@Injectable()
export class BudgetTimer implements DueHandler {
  constructor(
    private readonly budgets: Budgets,
    private readonly contracts: Contracts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.budgets.due(until, limit);
  }

  async onDue(intent: Intent): Promise<void> {
    const budget = await this.budgets.newest(intent.id);
    if (budget === undefined) return;
    for (const { contractId, attempt } of expiredOf(budget.state, this.clock.now())) {
      const concluded = await this.fence(intent, { contractId, attempt });
      const settle = concluded ? commitReservation : releaseReservation;
      const causationId = derivedId('settle', intent.id, contractId, String(attempt));
      await this.budgets.change({ ...intent, causationId }, (state) => settle(state, { contractId, attempt }));
    }
  }

  /** @returns whether the contract or an amendment came about on this try; if not, it never will */
  private async fence(intent: Intent, { contractId, attempt }: Attempt): Promise<boolean> {
    const causationId = derivedId('fence', contractId, String(attempt));
    const fence = { ...intent, id: contractId, causationId };
    await this.contracts.change(fence, (state) => lapseSigning(state, { attempt }));
    const contract = await this.contracts.newest(contractId);
    return contract !== undefined && isSpent(contract.state, attempt);
  }
}
