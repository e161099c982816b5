import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Person } from '#common/kernel/actor.js';
import type { CmsSignature } from '#common/kernel/cms-signature.js';
import { CmsSignatures } from '#common/signatures/cms-signatures.js';
import { versionFor } from '../contract.permissions.js';
import { Contracts } from '../contracts.repository.js';
import { signerOf } from '../domain/consortium.rules.js';
import { hasSigned } from '../domain/contract.rules.js';
import type { ContractState, Signer } from '../domain/contract.state.js';
import { signContract } from '../domain/signing.js';
import { SigningGround } from './signing-ground.js';

/** A party or a member of its consortium signs (서명); the last signature concludes the contract. */
@Injectable()
export class SignContract {
  constructor(
    private readonly contracts: Contracts,
    private readonly ground: SigningGround,
    private readonly signatures: CmsSignatures,
    private readonly stores: Stores,
  ) {}

  async execute(
    intent: Intent & { readonly actor: Person; readonly operation: string },
    p7s?: string,
  ): Promise<Snapshot<ContractState>> {
    const { state, ...contract } = await this.contracts.get(intent.id, intent);
    // `If-Match` names the version that the signer knows.
    const known = { ...contract, state, version: versionFor(state, contract.version, intent.actor) };
    const signer = signerOf(state, intent.actor);
    const cms = await this.checked(state, signer, p7s);
    // Before any money is set aside: the ground asks all rules.
    const signed = {
      ...signer,
      isUnchecked: p7s !== undefined && cms === undefined,
      ...(cms !== undefined && { cms }),
    };
    const input = await this.ground.prepare(known, signed, intent.expectedVersion);
    return this.contracts.change(intent, (now, moment) => signContract(now, input, moment));
  }

  /** Not of a repeat, or of a signature that will be refused: the contract itself gives the answer. */
  private async checked(state: ContractState, signer: Signer, p7s?: string): Promise<CmsSignature | undefined> {
    const { status, document } = state;
    if (p7s === undefined || status !== 'SIGNING' || document === undefined || hasSigned(state, signer))
      return undefined;
    return this.signatures.over(document, p7s, this.stores.moment().at);
  }
}
