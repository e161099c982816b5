import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Contracts } from '../contracts.repository.js';
import { evaluateProposals } from '../domain/choosing.js';
import type { ContractState } from '../domain/contract.state.js';
import type { EvaluateProposalsRequest } from './evaluate-proposals.request.js';

/** The institution evaluates every proposal and chooses one (제안서 평가). */
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
