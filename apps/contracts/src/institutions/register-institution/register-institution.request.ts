import { INSTITUTION_TYPES, type InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { Matching, OneOf, Text } from '#common/http/validation/fields.js';

export class RegisterInstitutionRequest {
  @Matching(/^[A-Za-z0-9-]{1,40}$/, 'an institution code of letters, digits and hyphens')
  readonly code!: string;

  @Text({ max: 200 })
  readonly name!: string;

  @OneOf(INSTITUTION_TYPES)
  readonly type!: InstitutionFacts['type'];

  @Text({ max: 200, optional: true })
  readonly ministry?: string;
}
