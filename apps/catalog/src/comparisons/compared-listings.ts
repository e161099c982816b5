import { Injectable } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Listings } from '../listings/listings.repository.js';
import { ContractCounts, NO_CONTRACTS } from '../read-models/listing-contracts/contract-counts.mongo.js';
import type { ComparedListing } from './domain/comparison.state.js';

/** Listings side by side, each only if the caller may see it. */
@Injectable()
export class ComparedListings {
  constructor(
    private readonly listings: Listings,
    private readonly counts: ContractCounts,
  ) {}

  async of(ids: readonly string[], asking: Asking): Promise<readonly ComparedListing[]> {
    const found = await Promise.all(ids.map((id) => this.listings.get(id, asking)));
    const counts = await this.counts.of(ids);
    return found.map(({ id, state }) => {
      const {
        applicationId: _applicationId,
        agreement: _agreement,
        selectedOn: _on,
        sessionNo: _no,
        ...shown
      } = state.facts;
      return { ...shown, ...(counts.get(id) ?? NO_CONTRACTS) };
    });
  }
}
