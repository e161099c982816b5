import { Injectable } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import { ReservedBudget } from '../../budgets/reserved-budget.js';
import { InstitutionRegister } from '../../institutions/institution-register.js';
import { CatalogFreshness } from '../../read-models/catalog/catalog-freshness.js';
import { Catalog } from '../../read-models/catalog/catalog.mongo.js';
import { bringsIntoForce, ensureMaySignAmendment, type AmendmentSignature } from '../domain/amending.js';
import { openAmendment } from '../domain/amendment.rules.js';
import { consortiumOf, furtherNumbers } from '../domain/consortium.rules.js';
import type { ContractState, Signer } from '../domain/contract.state.js';
import { concludedOf } from '../domain/ending.rules.js';

/** What a signature below an amendment stands on: a catalog copy proven fresh, an institution that is there, money. */
@Injectable()
export class AmendmentGround {
  constructor(
    private readonly catalog: Catalog,
    private readonly freshness: CatalogFreshness,
    private readonly budget: ReservedBudget,
    private readonly register: InstitutionRegister,
    private readonly stores: Stores,
  ) {}

  async prepare(
    state: ContractState,
    { n, isStale, ...signer }: Signer & { readonly n: number; readonly isStale: boolean },
  ): Promise<AmendmentSignature> {
    // A repeat, or a signature that will be refused: it reserves nothing, and the contract itself gives the answer.
    const idle = isStale || openAmendment(state)?.n !== n;
    if (!idle) await this.freshness.assertFresh();
    const members = furtherNumbers(consortiumOf(state));
    const input = { n, ...signer, entry: await this.catalog.entry(concludedOf(state).listingId, members) };
    if (idle) return input;
    const moment = this.stores.moment();
    const { amendment, more } = ensureMaySignAmendment(state, input, moment);
    if (!bringsIntoForce(state, amendment, signer)) return input;
    await this.register.factsOn(state.institution.code, moment.today);
    if (more.length === 0) return input;
    await this.budget.reserve(state, more);
    return { ...input, reservedAttempt: state.attempt };
  }
}
