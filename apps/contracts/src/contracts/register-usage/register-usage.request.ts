import { INSTITUTION_TYPES, type InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { Flag, Name, OneOf } from '#common/http/validation/fields.js';

export class RegisterUsageRequest {
  @Name({ max: 200 })
  readonly projectName!: string;

  @Name({ max: 200, description: 'The institution that uses the service, when it is not the contracting body' })
  readonly actualUser!: string;

  @OneOf(INSTITUTION_TYPES, {
    optional: true,
    description: 'Of the actual user; that of the contracting body unless said otherwise',
  })
  readonly userType?: InstitutionFacts['type'];

  @Flag({ optional: true })
  readonly supportProgramme?: boolean;
}
