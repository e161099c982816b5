import { BusinessNumberField, CalendarDay, Name, NestedList, OneOf, Text } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import {
  PROFILE_CHANGES,
  TRANSFER_PAPERS,
  type ProfileChangeClass,
  type TransferPaper,
} from '../domain/supplier.state.js';

class TransferPaperRequest {
  @OneOf(TRANSFER_PAPERS)
  readonly kind!: TransferPaper['kind'];

  @Name({ max: 100, description: 'Number of the paper' })
  readonly referenceNo!: string;

  @CalendarDay()
  readonly issuedOn!: Day;
}

export class RequestChangeRequest {
  @OneOf(PROFILE_CHANGES)
  readonly class!: ProfileChangeClass;

  @Name({ max: 200, optional: true, description: 'With NAME' })
  readonly name?: string;

  @Name({ max: 100, optional: true, description: 'With REPRESENTATIVE' })
  readonly representative?: string;

  @BusinessNumberField({ optional: true, description: 'With TRANSFER: the supplier that takes the business over' })
  readonly successor?: string;

  @NestedList(() => TransferPaperRequest, { max: 20, optional: true, description: 'With TRANSFER: one at least' })
  readonly papers?: readonly TransferPaperRequest[];

  /** Since when, and why. */
  @Text({ max: 2000 })
  readonly reason!: string;
}
