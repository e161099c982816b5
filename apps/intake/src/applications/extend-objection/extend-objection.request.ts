import { Text } from '#common/http/validation/fields.js';

export class ExtendObjectionRequest {
  /** Told to the applicant (행정기본법 Art. 36(2)). */
  @Text({ max: 2000 })
  readonly reason!: string;
}
