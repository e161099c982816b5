import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { verifyInstitution, type InstitutionState } from '../domain/institution.js';
import { Institutions } from '../institutions.repository.js';

@Injectable()
export class VerifyInstitution {
  constructor(private readonly institutions: Institutions) {}

  execute(intent: Intent): Promise<Snapshot<InstitutionState>> {
    return this.institutions.change(intent, verifyInstitution);
  }
}
