import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { setBudget, type BudgetFrame, type BudgetState } from '../domain/budget.js';
import { Budgets } from '../budgets.repository.js';

@Injectable()
export class SetBudget {
  constructor(private readonly budgets: Budgets) {}

  execute(command: Command<BudgetFrame>): Promise<Snapshot<BudgetState>> {
    return this.budgets.save(command, (state) => setBudget(state, command.data));
  }
}
