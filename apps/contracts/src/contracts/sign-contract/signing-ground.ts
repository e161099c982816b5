import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { wrongState } from '#common/kernel/errors.js';
import { Stores } from '#common/aggregates/stores.js';
import { ReservedBudget } from '../../budgets/reserved-budget.js';
import { InstitutionRegister } from '../../institutions/institution-register.js';
import { CatalogFreshness } from '../../read-models/catalog/catalog-freshness.js';
import { Catalog } from '../../read-models/catalog/catalog.mongo.js';
import { consortiumOf, furtherNumbers } from '../domain/consortium.rules.js';
import { chosenOf } from '../domain/contract.rules.js';
import type { ContractState } from '../domain/contract.state.js';
import { amountsToReserve, concludes, ensureMaySign, type SignatureInput } from '../domain/signing.js';

/** What a signature stands on: a listing that can still be contracted, by a copy proven fresh, and money set aside. */
@Injectable()
export class SigningGround {
  constructor(
    private readonly catalog: Catalog,
    private readonly freshness: CatalogFreshness,
    private readonly budget: ReservedBudget,
    private readonly register: InstitutionRegister,
    private readonly stores: Stores,
  ) {}

  async prepare(
    { state, version }: Snapshot<ContractState>,
    signed: Pick<SignatureInput, 'party' | 'member' | 'cms' | 'isUnchecked'>,
    expectedVersion: number | undefined,
  ): Promise<SignatureInput> {
    const chosen = chosenOf(state);
    if (chosen === undefined)
      throw wrongState('CONTRACT_NOT_SIGNING', `The contract is ${state.status}: no supplier has been chosen yet.`);
    // A repeat, or a signature that will be refused: it reserves nothing, and the contract itself gives the answer.
    const idle = state.status !== 'SIGNING' || (expectedVersion !== undefined && expectedVersion !== version);
    if (!idle) await this.freshness.assertFresh();
    const entry = await this.catalog.entry(chosen.listing.listingId, furtherNumbers(consortiumOf(state)));
    const input = { ...signed, entry };
    if (idle || !concludes(state, signed)) return input;
    const moment = this.stores.moment();
    ensureMaySign(state, input, moment);
    const institution = await this.register.factsOn(state.institution.code, moment.today);
    await this.budget.reserve(state, amountsToReserve(state));
    return { ...input, institution, reservedAttempt: state.attempt };
  }
}
