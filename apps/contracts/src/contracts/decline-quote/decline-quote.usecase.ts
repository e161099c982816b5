import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Person } from '#common/kernel/actor.js';
import { Contracts } from '../contracts.repository.js';
import { declineRequest } from '../domain/answering.js';
import type { ContractState } from '../domain/contract.state.js';
import type { DeclineQuoteRequest } from './decline-quote.request.js';

/** A supplier declines a request. */
@Injectable()
export class DeclineQuote {
  constructor(private readonly contracts: Contracts) {}

  execute({
    data,
    ...intent
  }: Command<DeclineQuoteRequest & { readonly requestNo: number }> & { readonly actor: Person }): Promise<
    Snapshot<ContractState>
  > {
    const answer = { ...data, supplier: intent.actor };
    return this.contracts.change(intent, (contract, moment) => declineRequest(contract, answer, moment));
  }
}
