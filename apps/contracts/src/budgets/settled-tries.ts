import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { derivedId } from '#common/kernel/ids.js';
import { Contracts } from '../contracts/contracts.repository.js';
import type { ContractState } from '../contracts/domain/contract.state.js';
import { isSpent, lapseSigning } from '../contracts/domain/signing.js';
import { Budgets } from './budgets.repository.js';
import type { Attempt } from './domain/budget.state.js';
import { commitReservation, releaseReservation } from './domain/reserving.js';

/** The budget of a fiscal year. */
export interface YearBudget {
  readonly id: string;
  readonly fiscalYear: number;
}

/**
 * Settles a try at concluding. The contract is fenced first: from then on it cannot conclude on this try, so the money
 * may go back. Settling again, by another budget or after a crash, changes nothing.
 */
@Injectable()
export class SettledTries {
  constructor(
    private readonly budgets: Budgets,
    private readonly contracts: Contracts,
  ) {}

  /** @param on budgets whose reservation of this try is settled: spent if it led to a conclusion, else free */
  async settle(
    intent: Omit<Intent, 'id' | 'causationId'>,
    { contractId, attempt }: Attempt,
    on: readonly YearBudget[],
  ): Promise<void> {
    const contract = await this.fence(intent, { contractId, attempt });
    for (const { id, fiscalYear } of on) {
      const spent = contract !== undefined && isSpent(contract.state, attempt, fiscalYear);
      const settle = spent ? commitReservation : releaseReservation;
      const causationId = derivedId('settle', id, contractId, String(attempt));
      await this.budgets.change({ ...intent, id, causationId }, (state) => settle(state, { contractId, attempt }));
    }
  }

  /** @returns the contract: what has not come about on this try never will */
  private async fence(
    intent: Omit<Intent, 'id' | 'causationId'>,
    { contractId, attempt }: Attempt,
  ): Promise<Snapshot<ContractState> | undefined> {
    const causationId = derivedId('fence', contractId, String(attempt));
    await this.contracts.change({ ...intent, id: contractId, causationId }, (state) =>
      lapseSigning(state, { attempt }),
    );
    return this.contracts.newest(contractId);
  }
}
