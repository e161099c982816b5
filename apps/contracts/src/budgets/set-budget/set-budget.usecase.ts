import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { InstitutionRegister } from '../../institutions/institution-register.js';
import { Budgets } from '../budgets.repository.js';
import { setBudget, type BudgetInput } from '../domain/budgeting.js';
import type { BudgetState } from '../domain/budget.state.js';

/** An institution sets its budget (예산), or that of one that was merged into it. */
@Injectable()
export class SetBudget {
  constructor(
    private readonly budgets: Budgets,
    private readonly register: InstitutionRegister,
  ) {}

  execute({ data, ...intent }: Command<BudgetInput>): Promise<Snapshot<BudgetState>> {
    return this.budgets.save(intent, async (budget, { today }) => {
      if (budget !== undefined) return setBudget(budget, data);
      const heir = await this.register.heirOf(data.institutionCode, today);
      return setBudget(budget, { ...data, ...(heir !== undefined && { managedBy: heir.code }) });
    });
  }
}
