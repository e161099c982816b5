import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { InstitutionRegister } from '../../institutions/institution-register.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState, Need } from '../domain/contract.state.js';
import { planContract } from '../domain/planning.js';

/** Registers a need (수요 등록) of a verified institution. */
@Injectable()
export class PlanContract {
  constructor(
    private readonly contracts: Contracts,
    private readonly register: InstitutionRegister,
  ) {}

  async execute({
    data,
    ...intent
  }: Command<{ readonly code: string; readonly need: Need }>): Promise<Snapshot<ContractState>> {
    const { code, need } = data;
    const former = need.successorOf === undefined ? undefined : await this.contracts.find(need.successorOf);
    return this.contracts.create(intent, async (moment) => {
      const institution = await this.register.factsOn(code, moment.today);
      return planContract({ contractId: intent.id, institution, need, former: former?.state }, moment);
    });
  }
}
