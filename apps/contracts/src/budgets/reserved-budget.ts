import { Injectable } from '@nestjs/common';
import { systemActor } from '#common/kernel/actor.js';
import { Refusal, wrongState } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { ContractState } from '../contracts/domain/contract.state.js';
import { holderCodeOf } from '../contracts/domain/contract.rules.js';
import type { YearAmount } from '../contracts/domain/year.rules.js';
import { Budgets } from './budgets.repository.js';
import { reservationOf } from './domain/budget.rules.js';
import { budgetIdOf } from './domain/budgeting.js';
import { ensureCovers, reserve } from './domain/reserving.js';
import { SettledTries, type YearBudget } from './settled-tries.js';

/** Who pays, and from what: budgets of the institution that had the contract first, of the source of its need. */
export type Payer = Pick<ContractState, 'contractId' | 'attempt' | 'need' | 'institution' | 'passedFrom'>;

/** The budget that pays for a fiscal year of a contract. */
export const payingBudget = (payer: Pick<Payer, 'need' | 'institution' | 'passedFrom'>, fiscalYear: number): string =>
  budgetIdOf({ institutionCode: holderCodeOf(payer), fiscalYear, fundingSource: payer.need.fundingSource });

/** Sets money aside before the signature that concludes a contract, or that brings its amendment into force. */
@Injectable()
export class ReservedBudget {
  constructor(
    private readonly budgets: Budgets,
    private readonly tries: SettledTries,
  ) {}

  /**
   * Each part on the budget of its year, all of them or none. Once per try, however often the signer repeats the
   * command.
   * @throws Refusal 409 BUDGET_MISSING, BUDGET_EXCEEDED
   */
  async reserve(payer: Payer, parts: readonly YearAmount[]): Promise<void> {
    // The same order for all: of contracts that race for several budgets one gets through, and no two block each other.
    const inOrder = parts.toSorted((a, b) => a.fiscalYear - b.fiscalYear);
    // Most refusals come before anything is set aside.
    for (const part of inOrder) await this.ensureCovered(payer, part);
    const taken: YearBudget[] = [];
    for (const part of inOrder) {
      try {
        await this.setAside(payer, part);
      } catch (refused) {
        if (refused instanceof Refusal && taken.length > 0) await this.giveBack(payer, taken);
        throw refused;
      }
      const { fiscalYear } = part;
      taken.push({ id: payingBudget(payer, fiscalYear), fiscalYear });
    }
  }

  /** Another contract took the last of a later year: the try has failed, and the earlier years are free at once. */
  private giveBack({ contractId, attempt }: Payer, taken: readonly YearBudget[]): Promise<void> {
    return this.tries.settle({ actor: systemActor('contracts') }, { contractId, attempt }, taken);
  }

  private async ensureCovered(payer: Payer, { fiscalYear, amount }: YearAmount): Promise<void> {
    const found = await this.budgets.newest(payingBudget(payer, fiscalYear));
    if (found === undefined) {
      throw wrongState(
        'BUDGET_MISSING',
        `The need is paid from ${payer.need.fundingSource}, and the institution has set no such budget for ${fiscalYear} yet.`,
      );
    }
    if (reservationOf(found.state, payer) === undefined) ensureCovers(found.state, amount);
  }

  private async setAside(payer: Payer, { fiscalYear, amount }: YearAmount): Promise<void> {
    const { contractId, attempt } = payer;
    const causationId = derivedId('reservation', contractId, String(attempt), String(fiscalYear));
    const intent = { id: payingBudget(payer, fiscalYear), actor: systemActor('contracts'), causationId };
    await this.budgets.change(intent, (budget, moment) => reserve(budget, { contractId, attempt, amount }, moment));
  }
}
