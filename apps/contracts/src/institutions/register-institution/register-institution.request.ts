import { INSTITUTION_TYPES, type InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { Matching, Name, OneOf } from '#common/http/validation/fields.js';

export class RegisterInstitutionRequest {
  @Matching(/^[A-Za-z0-9-]{1,40}$/, 'an institution code of letters, digits and hyphens')
  readonly code!: string;

  @Name({ max: 200 })
  readonly name!: string;

  @OneOf(INSTITUTION_TYPES)
  readonly type!: InstitutionFacts['type'];

  @Name({ max: 200, optional: true })
  readonly ministry?: string;
}
