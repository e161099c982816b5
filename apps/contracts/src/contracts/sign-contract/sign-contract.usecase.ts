import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Person } from '#common/kernel/actor.js';
import { Contracts } from '../contracts.repository.js';
import { partyOf } from '../domain/contract.rules.js';
import type { ContractState } from '../domain/contract.state.js';
import { signContract } from '../domain/signing.js';
import { SigningGround } from './signing-ground.js';

/**
 * A party signs; the second signature concludes. ContractSigned; 409 CONTRACT_NOT_SIGNING, ALREADY_SIGNED,
 * DELIVERY_ORDER_MISSING, LISTING_NOT_CONTRACTABLE, BUDGET_MISSING, BUDGET_EXCEEDED, SIGNING_LAPSED, 503 CATALOG_STALE.
 */
@Injectable()
export class SignContract {
  constructor(
    private readonly contracts: Contracts,
    private readonly ground: SigningGround,
  ) {}

  async execute(
    intent: Intent & { readonly actor: Person; readonly operation: string },
  ): Promise<Snapshot<ContractState>> {
    const contract = await this.contracts.get(intent.id, intent);
    const input = await this.ground.prepare(contract, partyOf(contract.state, intent.actor), intent.expectedVersion);
    return this.contracts.change(intent, (state, moment) => signContract(state, input, moment));
  }
}
