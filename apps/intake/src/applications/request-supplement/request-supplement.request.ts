import { Name, NestedList, Text } from '#common/http/validation/fields.js';
import type { SupplementItem } from '../domain/application.state.js';

export class SupplementItemRequest implements SupplementItem {
  /** A document type (`SLA`) or a field of the form (`/service/sla`). */
  @Name({ max: 100 })
  readonly subject!: string;

  @Text({ max: 2000 })
  readonly reason!: string;
}

export class RequestSupplementRequest {
  @NestedList(() => SupplementItemRequest, { min: 1, max: 50 })
  readonly items!: SupplementItemRequest[];
}
