import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Person } from '#common/kernel/actor.js';
import { Contracts } from '../contracts.repository.js';
import { partyOf } from '../domain/contract.rules.js';
import type { ContractState } from '../domain/contract.state.js';
import { signContract } from '../domain/signing.js';
import { SigningGround } from './signing-ground.js';

/** A party signs (서명); the second signature concludes the contract. */
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
