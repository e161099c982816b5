import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Person } from '#common/kernel/actor.js';
import { ReservedBudget } from '../../budgets/reserved-budget.js';
import { InstitutionRegister } from '../../institutions/institution-register.js';
import { isStaleFor } from '../contract.permissions.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState } from '../domain/contract.state.js';
import { ensureMayOpen, nextYear, openYear, type YearInput } from '../domain/opening-years.js';

/** The institution opens the next year of a multi-year contract (차수계약), on money reserved from its budget. */
@Injectable()
export class OpenContractYear {
  constructor(
    private readonly contracts: Contracts,
    private readonly budget: ReservedBudget,
    private readonly register: InstitutionRegister,
    private readonly stores: Stores,
  ) {}

  async execute(
    intent: Intent & { readonly actor: Person; readonly operation: string },
    fiscalYear: number,
  ): Promise<Snapshot<ContractState>> {
    const contract = await this.contracts.get(intent.id, intent);
    const { state } = contract;
    const isStale = isStaleFor(contract, intent);
    const input = await this.prepare(state, fiscalYear, isStale);
    return this.contracts.change(intent, (now, moment) => openYear(now, input, moment));
  }

  private async prepare(state: ContractState, fiscalYear: number, isStale: boolean): Promise<YearInput> {
    // A repeat, or what will be refused: it reserves nothing, and the contract itself gives the answer.
    if (isStale || nextYear(state)?.fiscalYear !== fiscalYear) return { fiscalYear };
    const moment = this.stores.moment();
    const amount = ensureMayOpen(state, { fiscalYear }, moment);
    await this.register.factsOn(state.institution.code, moment.today);
    await this.budget.reserve(state, [amount]);
    return { fiscalYear, reservedAttempt: state.attempt };
  }
}
