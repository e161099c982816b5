import { CalendarDay, OneOf, Text, Won } from '#common/http/validation/fields.js';
import { TERMINATION_GROUNDS, type TerminationGround } from '../domain/ending.state.js';

export class TerminateContractRequest {
  @OneOf(TERMINATION_GROUNDS)
  readonly ground!: TerminationGround;

  @Text({ max: 2000 })
  readonly reason!: string;

  @CalendarDay({ description: 'First day without the service' })
  readonly effectiveOn!: string;

  @Won({ description: 'What the used part cost, VAT included' })
  readonly usedAmount!: number;
}
