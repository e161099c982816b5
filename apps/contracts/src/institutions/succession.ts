import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { derivedId } from '#common/kernel/ids.js';
import { Budgets } from '../budgets/budgets.repository.js';
import { passBudget } from '../budgets/domain/budgeting.js';
import { Contracts } from '../contracts/contracts.repository.js';
import { passContract } from '../contracts/domain/passing.js';
import type { InstitutionState } from './domain/institution.state.js';
import { InstitutionRegister } from './institution-register.js';

type Cause = Omit<Intent, 'id'>;

/** Passes what a merged institution has to its successor (포괄승계): contracts, and the care of its budgets. */
@Injectable()
export class Succession {
  constructor(
    private readonly contracts: Contracts,
    private readonly budgets: Budgets,
    private readonly register: InstitutionRegister,
    private readonly stores: Stores,
  ) {}

  /** Nothing before the day of the merger. */
  async passOn(cause: Cause, { code, merger }: Pick<InstitutionState, 'code' | 'merger'>): Promise<void> {
    const { today } = this.stores.moment();
    if (merger === undefined || today < merger.from) return;
    const heir = await this.register.heirOf(code, today);
    if (heir === undefined) return;
    const institution = await this.register.factsOn(heir.code, today);
    // A contract that comes back to be drawn up may need more money than its budget has.
    await this.passBudgets(cause, code, institution);
    await this.passContracts(cause, code, institution);
  }

  private async passBudgets(cause: Cause, from: string, { code: to }: InstitutionFacts): Promise<void> {
    for await (const { id } of this.budgets.each({ 'state.managedBy': from }))
      await this.budgets.change(within(cause, id), (budget) => passBudget(budget, { from, to }));
  }

  /** Each on its own: what both parties are signing is decided by its newest version, before or after. */
  private async passContracts(cause: Cause, from: string, institution: InstitutionFacts): Promise<void> {
    for await (const { id } of this.contracts.each({ 'state.institution.code': from }))
      await this.contracts.change(within(cause, id), (contract, moment) =>
        passContract(contract, { from, institution }, moment),
      );
  }
}

const within = (cause: Cause, id: string): Intent => ({
  ...cause,
  id,
  causationId: derivedId('pass', cause.causationId, id),
});
