import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { CommandMeta } from '#common/http/meta.js';
import type { InstitutionState, InstitutionTraits } from '../domain/institution.state.js';
import { institutionIdOf, registerInstitution } from '../domain/registering.js';
import { InstitutionRegister } from '../institution-register.js';
import { Institutions } from '../institutions.repository.js';

/** An institution registers itself (수요기관 등록), below another one. */
@Injectable()
export class RegisterInstitution {
  constructor(
    private readonly institutions: Institutions,
    private readonly register: InstitutionRegister,
  ) {}

  execute(
    stated: InstitutionTraits & { readonly code: string },
    meta: CommandMeta,
  ): Promise<Snapshot<InstitutionState>> {
    return this.institutions.create({ ...meta, id: institutionIdOf(stated.code) }, async (moment) => {
      const above = stated.parent === undefined ? [] : [stated.parent];
      return registerInstitution(stated, await this.register.around(...above), moment);
    });
  }
}
