import { Injectable } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import { systemActor } from '#common/kernel/actor.js';
import { wrongState } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { Won } from '#common/kernel/money.js';
import { Budgets } from '../../budgets/budgets.repository.js';
import { budgetIdOf } from '../../budgets/domain/budgeting.js';
import { reserve } from '../../budgets/domain/reserving.js';
import { CatalogFreshness } from '../../read-models/catalog/catalog-freshness.js';
import { Catalog } from '../../read-models/catalog/catalog.mongo.js';
import { bringsIntoForce, ensureMaySignAmendment, type AmendmentSignature } from '../domain/amending.js';
import { amountMore, openAmendment } from '../domain/amendment.rules.js';
import type { ContractState, Party } from '../domain/contract.state.js';
import { concludedOf } from '../domain/ending.rules.js';

/** What a signature below an amendment stands on: a catalog copy proven fresh, and money for what it costs more. */
@Injectable()
export class AmendmentGround {
  constructor(
    private readonly catalog: Catalog,
    private readonly freshness: CatalogFreshness,
    private readonly budgets: Budgets,
    private readonly stores: Stores,
  ) {}

  async prepare(
    state: ContractState,
    { n, party, isStale }: { readonly n: number; readonly party: Party; readonly isStale: boolean },
  ): Promise<AmendmentSignature> {
    // A repeat, or a signature that will be refused: it reserves nothing, and the contract itself gives the answer.
    const idle = isStale || openAmendment(state)?.n !== n;
    if (!idle) await this.freshness.assertFresh();
    const input = { n, party, entry: await this.catalog.entry(concludedOf(state).listingId) };
    if (idle) return input;
    const amendment = ensureMaySignAmendment(state, input, this.stores.moment());
    const more = amountMore(state, amendment);
    if (!bringsIntoForce(amendment, party) || more === 0) return input;
    await this.reserve(state, more);
    return { ...input, reservedAttempt: state.attempt };
  }

  /** Once per try, however often the signer repeats the command. */
  private async reserve({ contractId, attempt, need, institution }: ContractState, amount: Won): Promise<void> {
    const id = budgetIdOf(institution.code, need.fiscalYear);
    if ((await this.budgets.find(id)) === undefined) {
      throw wrongState('BUDGET_MISSING', `The institution has set no budget for ${need.fiscalYear} yet.`);
    }
    const causationId = derivedId('reservation', contractId, String(attempt));
    await this.budgets.change({ id, actor: systemActor('contracts'), causationId }, (budget, moment) =>
      reserve(budget, { contractId, attempt, amount }, moment),
    );
  }
}
