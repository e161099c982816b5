import { Flag, Text, Whole } from '#common/http/validation/fields.js';

export class SubmitApplicationRequest {
  /** The supplier attests that everything stated is true. */
  @Flag()
  readonly attested!: boolean;

  /** Number of a declaration that the supplier has stored. */
  @Whole({ min: 1, max: 1000, optional: true })
  readonly declarationNo?: number;

  /** What changed since the service was refused; needed after a refusal. */
  @Text({ max: 4000, optional: true })
  readonly whatChanged?: string;
}
