import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { wrongState } from '#common/kernel/errors.js';
import { factsOfVerified, institutionIdOf } from '../../institutions/domain/registering.js';
import { Institutions } from '../../institutions/institutions.repository.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState, Need } from '../domain/contract.state.js';
import { planContract } from '../domain/planning.js';

/** Registers a need (수요 등록) of a verified institution. */
@Injectable()
export class PlanContract {
  constructor(
    private readonly contracts: Contracts,
    private readonly institutions: Institutions,
  ) {}

  async execute({
    data,
    ...intent
  }: Command<{ readonly code: string; readonly need: Need }>): Promise<Snapshot<ContractState>> {
    const found = await this.institutions.find(institutionIdOf(data.code));
    if (found === undefined) throw wrongState('INSTITUTION_NOT_REGISTERED', `Register institution ${data.code} first.`);
    const institution = factsOfVerified(found.state);
    const { need } = data;
    return this.contracts.create(intent, (moment) =>
      planContract({ contractId: intent.id, institution, need }, moment),
    );
  }
}
