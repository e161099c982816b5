import { Flag, Name } from '#common/http/validation/fields.js';

export class RegisterUsageRequest {
  @Name({ max: 200 })
  readonly projectName!: string;

  @Name({ max: 200, description: 'The institution that uses the service, when it is not the contracting body' })
  readonly actualUser!: string;

  @Flag({ optional: true })
  readonly supportProgramme?: boolean;
}
