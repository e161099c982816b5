import { Injectable } from '@nestjs/common';
import { Catalog } from '../read-models/catalog/catalog.mongo.js';
import { Contracts } from './contracts.repository.js';
import type { ContractState } from './domain/contract.state.js';

/** The listings that a contract which follows another one may be on. */
@Injectable()
export class Lineage {
  constructor(
    private readonly contracts: Contracts,
    private readonly catalog: Catalog,
  ) {}

  /** The listing of the contract before, then each that replaces the one before; none for a contract of its own. */
  async of({ need }: Pick<ContractState, 'need'>): Promise<readonly string[]> {
    if (need.successorOf === undefined) return [];
    const former = await this.contracts.find(need.successorOf);
    const listingId = former?.state.concluded?.listingId;
    return listingId === undefined ? [] : this.catalog.lineageOf(listingId);
  }
}
