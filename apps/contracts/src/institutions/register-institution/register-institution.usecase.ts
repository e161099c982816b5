import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { registerInstitution, type InstitutionState } from '../domain/institution.js';
import { Institutions } from '../institutions.repository.js';

@Injectable()
export class RegisterInstitution {
  constructor(private readonly institutions: Institutions) {}

  execute(command: Command<InstitutionFacts>): Promise<Snapshot<InstitutionState>> {
    return this.institutions.create(command, () => registerInstitution(command.data));
  }
}
