import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { changeInstitution, type ChangeInput } from '../domain/changing.js';
import type { InstitutionState } from '../domain/institution.state.js';
import { InstitutionRegister } from '../institution-register.js';
import { Institutions } from '../institutions.repository.js';

/** NIA records what is other of an institution from a day on (기관 변경). */
@Injectable()
export class ChangeInstitution {
  constructor(
    private readonly institutions: Institutions,
    private readonly register: InstitutionRegister,
  ) {}

  execute({ data, ...intent }: Command<ChangeInput>): Promise<Snapshot<InstitutionState>> {
    return this.institutions.change(intent, async (institution) => {
      const above = data.parent === undefined ? [] : [data.parent];
      return changeInstitution(institution, data, await this.register.around(...above));
    });
  }
}
