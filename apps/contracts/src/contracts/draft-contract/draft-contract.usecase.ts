import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState } from '../domain/contract.state.js';
import { draftContract } from '../domain/terms.js';
import { depositOf } from './deposit.js';
import type { DraftContractRequest } from './draft-contract.request.js';

/** The contract is drawn up. Private event; 409 CONTRACT_NOT_DRAFTED, 422 DEPOSIT_TOO_LOW, DEPOSIT_NOT_WAIVABLE, ROUTE_WARNING. */
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
