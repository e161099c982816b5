import { Text } from '#common/http/validation/fields.js';

export class AppointManagerRequest {
  @Text({ max: 200, description: "The person's sub" })
  readonly sub!: string;

  /** Which papers of the supplier NIA was shown. */
  @Text({ max: 2000 })
  readonly reason!: string;
}
