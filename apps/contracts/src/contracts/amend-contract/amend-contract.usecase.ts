import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Person } from '#common/kernel/actor.js';
import { Catalog } from '../../read-models/catalog/catalog.mongo.js';
import { Contracts } from '../contracts.repository.js';
import { amendContract } from '../domain/amending.js';
import { consortiumOf, furtherNumbers } from '../domain/consortium.rules.js';
import { partyOf } from '../domain/contract.rules.js';
import type { ContractState } from '../domain/contract.state.js';
import { concludedOf } from '../domain/ending.rules.js';
import type { AmendContractRequest } from './amend-contract.request.js';

/** A party proposes an amendment (변경계약), on the listing as our copy of the catalog has it. */
@Injectable()
export class AmendContract {
  constructor(
    private readonly contracts: Contracts,
    private readonly catalog: Catalog,
  ) {}

  async execute(
    intent: Intent & { readonly actor: Person; readonly operation: string },
    body: AmendContractRequest,
  ): Promise<Snapshot<ContractState>> {
    const { state } = await this.contracts.get(intent.id, intent);
    const members = furtherNumbers(consortiumOf(state));
    const entry = await this.catalog.entry(concludedOf(state).listingId, members);
    return this.contracts.change(intent, (now, moment) =>
      amendContract(now, { ...body, by: partyOf(now, intent.actor), entry }, moment),
    );
  }
}
