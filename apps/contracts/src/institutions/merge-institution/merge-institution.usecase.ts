import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { InstitutionState, Merger } from '../domain/institution.state.js';
import { mergeInstitution } from '../domain/merging.js';
import { InstitutionRegister } from '../institution-register.js';
import { Institutions } from '../institutions.repository.js';

/** NIA records that an institution becomes part of another one (기관 통합). */
@Injectable()
export class MergeInstitution {
  constructor(
    private readonly institutions: Institutions,
    private readonly register: InstitutionRegister,
  ) {}

  execute({ data, ...intent }: Command<Merger>): Promise<Snapshot<InstitutionState>> {
    return this.institutions.change(intent, async (institution, moment) =>
      mergeInstitution(institution, data, await this.register.around(data.into), moment),
    );
  }
}
