import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Person } from '#common/kernel/actor.js';
import { Catalog } from '../../read-models/catalog/catalog.mongo.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState } from '../domain/contract.state.js';
import { ownRequest, submitQuote } from '../domain/answering.js';
import type { OfferRequest } from '../offer.request.js';

/** A supplier answers a request with a quote (견적서), sealed until the answers are due. */
@Injectable()
export class SubmitQuote {
  constructor(
    private readonly contracts: Contracts,
    private readonly catalog: Catalog,
  ) {}

  async execute({
    data,
    ...intent
  }: Command<OfferRequest> & { readonly actor: Person; readonly operation: string }): Promise<Snapshot<ContractState>> {
    const supplier = intent.actor;
    const { state } = await this.contracts.get(intent.id, intent);
    const { listingId } = ownRequest(state, supplier, data.requestNo).listing;
    const members = data.consortium?.members.map(({ businessNumber }) => businessNumber);
    const entry = await this.catalog.entry(listingId, members);
    return this.contracts.change(intent, (contract, moment) =>
      submitQuote(contract, { ...data, supplier, entry }, moment),
    );
  }
}
