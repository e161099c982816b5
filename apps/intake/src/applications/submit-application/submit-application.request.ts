import { Flag } from '#common/http/validation/fields.js';

export class SubmitApplicationRequest {
  /** The supplier attests that everything stated is true. */
  @Flag()
  readonly attested!: boolean;
}
