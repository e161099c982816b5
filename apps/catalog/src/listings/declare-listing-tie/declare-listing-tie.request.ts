import { Text } from '#common/http/validation/fields.js';

export class DeclareListingTieRequest {
  /** Which tie; not shown to the supplier. */
  @Text({ max: 2000 })
  readonly reason!: string;
}
