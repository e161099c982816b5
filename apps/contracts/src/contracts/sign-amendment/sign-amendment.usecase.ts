import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Person } from '#common/kernel/actor.js';
import { isStaleFor } from '../contract.permissions.js';
import { Contracts } from '../contracts.repository.js';
import { signAmendment } from '../domain/amending.js';
import { signerOf } from '../domain/consortium.rules.js';
import type { ContractState } from '../domain/contract.state.js';
import { AmendmentGround } from './amendment-ground.js';

/** A party or a member of its consortium signs an amendment (변경계약 서명); the last one brings it into force. */
@Injectable()
export class SignAmendment {
  constructor(
    private readonly contracts: Contracts,
    private readonly ground: AmendmentGround,
  ) {}

  async execute(
    intent: Intent & { readonly actor: Person; readonly operation: string },
    n: number,
  ): Promise<Snapshot<ContractState>> {
    const contract = await this.contracts.get(intent.id, intent);
    const { state } = contract;
    const isStale = isStaleFor(contract, intent);
    const input = await this.ground.prepare(state, { n, ...signerOf(state, intent.actor), isStale });
    return this.contracts.change(intent, (now, moment) => signAmendment(now, input, moment));
  }
}
