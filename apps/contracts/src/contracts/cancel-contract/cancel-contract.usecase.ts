import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Contracts } from '../contracts.repository.js';
import { cancelContract } from '../domain/after-conclusion.js';
import type { ContractState } from '../domain/contract.state.js';
import type { CancelContractRequest } from './cancel-contract.request.js';

/** A party gives the contract up before its conclusion (취소). */
@Injectable()
export class CancelContract {
  constructor(private readonly contracts: Contracts) {}

  execute({ data, ...intent }: Command<CancelContractRequest>): Promise<Snapshot<ContractState>> {
    return this.contracts.change(intent, (contract) => cancelContract(contract, data));
  }
}
