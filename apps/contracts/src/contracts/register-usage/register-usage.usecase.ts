import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Contracts } from '../contracts.repository.js';
import { registerUsage } from '../domain/after-conclusion.js';
import type { ContractState } from '../domain/contract.state.js';
import type { RegisterUsageRequest } from './register-usage.request.js';

/** The institution registers its use (이용 내역 등록). */
@Injectable()
export class RegisterUsage {
  constructor(private readonly contracts: Contracts) {}

  execute({ data, ...intent }: Command<RegisterUsageRequest>): Promise<Snapshot<ContractState>> {
    const { supportProgramme = false, ...use } = data;
    return this.contracts.change(intent, (contract, moment) =>
      registerUsage(contract, { ...use, supportProgramme }, moment),
    );
  }
}
