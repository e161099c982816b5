import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Catalog } from '../../catalog/catalog.mongo.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState } from '../domain/contract.state.js';
import { requestProposals } from '../domain/requesting.js';
import type { RequestProposalsRequest } from './request-proposals.request.js';

/** Suppliers are asked. Private event; 409 METHOD_IS_NEGOTIATED, CONTRACT_NOT_PLANNED, LISTING_NOT_CONTRACTABLE, LISTING_ALREADY_ASKED, GRADE_TOO_LOW, NETWORK_MISMATCH, 422 LISTING_UNKNOWN. */
@Injectable()
export class RequestProposals {
  constructor(
    private readonly contracts: Contracts,
    private readonly catalog: Catalog,
  ) {}

  async execute({ data, ...intent }: Command<RequestProposalsRequest>): Promise<Snapshot<ContractState>> {
    const entries = await this.catalog.entries(data.listingIds);
    return this.contracts.change(intent, (contract, moment) => requestProposals(contract, { entries }, moment));
  }
}
