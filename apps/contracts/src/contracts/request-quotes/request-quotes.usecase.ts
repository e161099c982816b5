import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Catalog } from '../../read-models/catalog/catalog.mongo.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState } from '../domain/contract.state.js';
import { requestQuotes } from '../domain/requesting.js';
import { Lineage } from '../lineage.js';
import type { RequestQuotesRequest } from './request-quotes.request.js';

/** Asks suppliers for quotes (견적 요청). */
@Injectable()
export class RequestQuotes {
  constructor(
    private readonly contracts: Contracts,
    private readonly catalog: Catalog,
    private readonly lineage: Lineage,
  ) {}

  async execute({
    data,
    ...intent
  }: Command<RequestQuotesRequest> & { readonly operation: string }): Promise<Snapshot<ContractState>> {
    const { state } = await this.contracts.get(intent.id, intent);
    const lineage = await this.lineage.of(state);
    const entries = await this.catalog.entries(data.listingIds);
    return this.contracts.change(intent, (contract, moment) => requestQuotes(contract, { entries, lineage }, moment));
  }
}
