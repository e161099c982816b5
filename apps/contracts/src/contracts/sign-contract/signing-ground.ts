import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { systemActor } from '#common/kernel/actor.js';
import { derivedId } from '#common/kernel/ids.js';
import { wrongState } from '#common/kernel/errors.js';
import { Stores } from '#common/aggregates/stores.js';
import { Budgets } from '../../budgets/budgets.repository.js';
import { budgetIdOf } from '../../budgets/domain/budgeting.js';
import { ensureFunded, reserve } from '../../budgets/domain/reserving.js';
import { CatalogFreshness } from '../../read-models/catalog/catalog-freshness.js';
import { Catalog } from '../../read-models/catalog/catalog.mongo.js';
import { chosenOf } from '../domain/contract.rules.js';
import type { ContractState, Party } from '../domain/contract.state.js';
import { amountToReserve, concludes, ensureMaySign, type SignatureInput } from '../domain/signing.js';

/** What a signature stands on: a listing that can still be contracted, by a copy proven fresh, and money set aside. */
@Injectable()
export class SigningGround {
  constructor(
    private readonly catalog: Catalog,
    private readonly freshness: CatalogFreshness,
    private readonly budgets: Budgets,
    private readonly stores: Stores,
  ) {}

  async prepare(
    { state, version }: Snapshot<ContractState>,
    party: Party,
    expectedVersion: number | undefined,
  ): Promise<SignatureInput> {
    const chosen = chosenOf(state);
    if (chosen === undefined)
      throw wrongState('CONTRACT_NOT_SIGNING', `The contract is ${state.status}: no supplier has been chosen yet.`);
    // A repeat, or a signature that will be refused: it reserves nothing, and the contract itself gives the answer.
    const idle = state.status !== 'SIGNING' || (expectedVersion !== undefined && expectedVersion !== version);
    if (!idle) await this.freshness.assertFresh();
    const entry = await this.catalog.entry(chosen.listing.listingId);
    const input = { party, entry };
    if (idle || !concludes(state, party)) return input;
    ensureMaySign(state, input, this.stores.moment());
    await this.reserve(state);
    return { ...input, reservedAttempt: state.attempt };
  }

  /** Once per try, however often the signer repeats the command. */
  private async reserve(state: ContractState): Promise<void> {
    const { contractId, attempt, need, institution } = state;
    const id = budgetIdOf(institution.code, need.fiscalYear);
    const found = await this.budgets.find(id);
    if (found === undefined) {
      throw wrongState('BUDGET_MISSING', `The institution has set no budget for ${need.fiscalYear} yet.`);
    }
    ensureFunded(found.state, need.fundingSource);
    const causationId = derivedId('reservation', contractId, String(attempt));
    const wanted = { contractId, attempt, amount: amountToReserve(state) };
    await this.budgets.change({ id, actor: systemActor('contracts'), causationId }, (budget, moment) =>
      reserve(budget, wanted, moment),
    );
  }
}
