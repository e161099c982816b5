import { INSTITUTION_TYPES, type InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { Name, Nested, OneOf } from '#common/http/validation/fields.js';
import { InstitutionDeskRequest } from '../institution-desk.request.js';
import { InstitutionCode } from '../institution.fields.js';

export class RegisterInstitutionRequest {
  @InstitutionCode()
  readonly code!: string;

  @Name({ max: 200 })
  readonly name!: string;

  @OneOf(INSTITUTION_TYPES)
  readonly type!: InstitutionFacts['type'];

  @Name({ max: 200, optional: true, description: 'Name of its ministry, where no state body above it is registered' })
  readonly ministry?: string;

  @InstitutionCode({ optional: true, description: 'Code of the institution right above it' })
  readonly parent?: string;

  @Nested(() => InstitutionDeskRequest, { optional: true })
  readonly desk?: InstitutionDeskRequest;
}
