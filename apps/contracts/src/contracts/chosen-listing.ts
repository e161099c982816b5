import { Injectable } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Catalog } from '../read-models/catalog/catalog.mongo.js';
import { Contracts } from './contracts.repository.js';
import type { CatalogEntry } from './domain/catalog-entry.js';
import { furtherNumbers } from './domain/consortium.rules.js';
import { chosenOf } from './domain/contract.rules.js';
import type { ContractState } from './domain/contract.state.js';

/** The listing behind an offer that is to be chosen, with the members of its consortium. */
@Injectable()
export class ChosenListing {
  constructor(
    private readonly contracts: Contracts,
    private readonly catalog: Catalog,
  ) {}

  /** Absent where the contract has no such request: the rule refuses the choice. */
  async of(asking: Asking & { readonly id: string }, requestNo: number): Promise<CatalogEntry | undefined> {
    const { state } = await this.contracts.get(asking.id, asking);
    const request = state.invitations.find(({ n }) => n === requestNo);
    if (request === undefined) return undefined;
    return this.catalog.entry(request.listing.listingId, furtherNumbers(request.offer?.consortium));
  }

  /** That of the offer that was chosen; absent before the choice. */
  async chosen(state: ContractState): Promise<CatalogEntry | undefined> {
    const chosen = chosenOf(state);
    return chosen === undefined ? undefined : this.catalog.entry(chosen.listing.listingId);
  }
}
