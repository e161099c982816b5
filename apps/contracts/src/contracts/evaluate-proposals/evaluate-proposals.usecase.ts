import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Contracts } from '../contracts.repository.js';
import { evaluateProposals } from '../domain/choosing.js';
import type { ContractState } from '../domain/contract.state.js';
import type { EvaluateProposalsRequest } from './evaluate-proposals.request.js';

/** Proposals are evaluated and one is chosen. Private event; 409 METHOD_IS_NEGOTIATED, CONTRACT_NOT_QUOTING, OFFERS_SEALED, NO_VALID_OFFER, 422 EVALUATION_INCOMPLETE, OFFER_NOT_VALID. */
@Injectable()
export class EvaluateProposals {
  constructor(private readonly contracts: Contracts) {}

  execute({ data, ...intent }: Command<EvaluateProposalsRequest>): Promise<Snapshot<ContractState>> {
    const evaluations = data.evaluations.map(({ requestNo, score, reason }) => ({ n: requestNo, score, reason }));
    return this.contracts.change(intent, (contract, moment) =>
      evaluateProposals(contract, { ...data, evaluations }, moment),
    );
  }
}
