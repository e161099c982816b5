import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Refusal } from '#common/kernel/errors.js';
import { changeInstitution, type ChangeInput } from '../domain/changing.js';
import type { InstitutionState } from '../domain/institution.state.js';
import { InstitutionRegister } from '../institution-register.js';
import { Institutions } from '../institutions.repository.js';

/** Another change of the hierarchy may have been faster; that many in a row are no coincidence. */
const TRIES = 5;

/** NIA records what is other of an institution from a day on (기관 변경). */
@Injectable()
export class ChangeInstitution {
  constructor(
    private readonly institutions: Institutions,
    private readonly register: InstitutionRegister,
  ) {}

  async execute(command: Command<ChangeInput>): Promise<Snapshot<InstitutionState>> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.change(command);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'HIERARCHY_CHANGED' || tries === TRIES) throw error;
      }
    }
  }

  private change({ data, ...intent }: Command<ChangeInput>): Promise<Snapshot<InstitutionState>> {
    return this.institutions.change(intent, async (institution) => {
      const above = data.parent === undefined ? [] : [data.parent];
      return changeInstitution(institution, data, await this.register.hierarchyAround(...above));
    });
  }
}
