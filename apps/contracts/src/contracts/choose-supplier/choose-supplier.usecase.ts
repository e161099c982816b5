import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Contracts } from '../contracts.repository.js';
import { chooseSupplier } from '../domain/choosing.js';
import type { ContractState } from '../domain/contract.state.js';
import type { ChooseSupplierRequest } from './choose-supplier.request.js';

/** The institution chooses a supplier to negotiate with. */
@Injectable()
export class ChooseSupplier {
  constructor(private readonly contracts: Contracts) {}

  execute({ data, ...intent }: Command<ChooseSupplierRequest>): Promise<Snapshot<ContractState>> {
    return this.contracts.change(intent, (contract, moment) => chooseSupplier(contract, data, moment));
  }
}
