import { Flag, OneOf, SearchText } from '#common/http/validation/fields.js';
import { PageRequest } from '#common/http/paging.js';

export const SUPPLIER_STATUSES = ['REGISTERED', 'VERIFIED'] as const;

export class ListSuppliersRequest extends PageRequest {
  /** `REGISTERED`: waits for NIA's verification. */
  @OneOf(SUPPLIER_STATUSES, { optional: true })
  readonly status?: (typeof SUPPLIER_STATUSES)[number];

  /** Words of the name, compared by R-42, or digits of the business number. */
  @SearchText({ max: 200, optional: true })
  readonly q?: string;

  /** Debarred today, or not. */
  @Flag({ optional: true })
  readonly debarred?: boolean;
}
