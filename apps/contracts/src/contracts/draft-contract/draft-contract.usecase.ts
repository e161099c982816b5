import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState } from '../domain/contract.state.js';
import { draftContract } from '../domain/terms.js';
import { depositOf } from './deposit.js';
import type { DraftContractRequest } from './draft-contract.request.js';

/** The institution draws up the contract (계약서 작성). */
@Injectable()
export class DraftContract {
  constructor(private readonly contracts: Contracts) {}

  execute({ data, ...intent }: Command<DraftContractRequest>): Promise<Snapshot<ContractState>> {
    const deposit = depositOf(data.deposit);
    const routeWarningAcknowledged = data.routeWarningAcknowledged ?? false;
    return this.contracts.change(intent, (contract, moment) =>
      draftContract(contract, { deposit, routeWarningAcknowledged }, moment),
    );
  }
}
