import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Person } from '#common/kernel/actor.js';
import { Contracts } from '../contracts.repository.js';
import { partyOf } from '../domain/contract.rules.js';
import type { ContractState } from '../domain/contract.state.js';
import { agreeTerms } from '../domain/terms.js';
import type { AgreeTermsRequest } from './agree-terms.request.js';

/** A party states the terms (계약 조건). */
@Injectable()
export class AgreeTerms {
  constructor(private readonly contracts: Contracts) {}

  execute({
    data,
    ...intent
  }: Command<AgreeTermsRequest> & { readonly actor: Person }): Promise<Snapshot<ContractState>> {
    return this.contracts.change(intent, (contract, moment) =>
      agreeTerms(contract, { ...data, party: partyOf(contract, intent.actor) }, moment),
    );
  }
}
