import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Person } from '#common/kernel/actor.js';
import { versionFor } from '../contract.permissions.js';
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
    const { state, ...contract } = await this.contracts.get(intent.id, intent);
    // `If-Match` names the version that the signer knows.
    const known = { ...contract, state, version: versionFor(state, contract.version, intent.actor) };
    const input = await this.ground.prepare(known, partyOf(state, intent.actor), intent.expectedVersion);
    return this.contracts.change(intent, (now, moment) => signContract(now, input, moment));
  }
}
