import { NestedList, Text, Whole } from '#common/http/validation/fields.js';
import type { AskedItem } from '../domain/supplement-items.js';

export class SupplementItemRequest implements AskedItem {
  /** A document type (`SLA`) or a part of the form (`/service/sla`); none for a question. */
  @Text({ max: 100, optional: true })
  readonly subject?: string;

  @Text({ max: 2000 })
  readonly reason!: string;
}

export class RequestSupplementRequest {
  /** What has expired becomes an item by itself. */
  @NestedList(() => SupplementItemRequest, { max: 50 })
  readonly items!: SupplementItemRequest[];

  /** The period; the default, or longer, up to twice it. */
  @Whole({ min: 1, max: 365, optional: true })
  readonly businessDays?: number;
}
