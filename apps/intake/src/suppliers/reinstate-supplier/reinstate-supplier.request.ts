import { Text, Whole } from '#common/http/validation/fields.js';

export class ReinstateSupplierRequest {
  /** Number of the debarment, as the supplier's view shows it. */
  @Whole({ min: 1, max: 1000 })
  readonly debarmentNo!: number;

  /** Why it is lifted: a ruling of a court, a decision of the authority. */
  @Text({ max: 2000 })
  readonly reason!: string;
}
