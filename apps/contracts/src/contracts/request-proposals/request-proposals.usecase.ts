import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Catalog } from '../../read-models/catalog/catalog.mongo.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState } from '../domain/contract.state.js';
import { requestProposals } from '../domain/requesting.js';
import { Lineage } from '../lineage.js';
import type { RequestProposalsRequest } from './request-proposals.request.js';

/** Asks agreement holders for proposals (제안 요청). */
@Injectable()
export class RequestProposals {
  constructor(
    private readonly contracts: Contracts,
    private readonly catalog: Catalog,
    private readonly lineage: Lineage,
  ) {}

  async execute({
    data,
    ...intent
  }: Command<RequestProposalsRequest> & { readonly operation: string }): Promise<Snapshot<ContractState>> {
    const { state } = await this.contracts.get(intent.id, intent);
    const lineage = await this.lineage.of(state);
    const entries = await this.catalog.entries(data.listingIds);
    return this.contracts.change(intent, (contract, moment) =>
      requestProposals(contract, { entries, lineage }, moment),
    );
  }
}
