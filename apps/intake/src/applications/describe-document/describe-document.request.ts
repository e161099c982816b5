import { CalendarDay, Nested, Text } from '#common/http/validation/fields.js';
import type { Confidential, DocumentDescription } from '../domain/application.state.js';

class ConfidentialRequest implements Confidential {
  @Text({ max: 500 })
  readonly reason!: string;
}

/** What is left out no longer holds. */
export class DescribeDocumentRequest implements DocumentDescription {
  @CalendarDay({ optional: true })
  readonly validFrom?: string;

  @CalendarDay({ optional: true })
  readonly validTo?: string;

  @Nested(() => ConfidentialRequest, { optional: true })
  readonly confidential?: ConfidentialRequest;
}
