import { CalendarDay, OneOf, Text } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import { PRE_CONSULTATION_KINDS, type PreConsultation } from '../domain/contract.state.js';

export class RecordPreConsultationRequest implements PreConsultation {
  @OneOf(PRE_CONSULTATION_KINDS)
  readonly kind!: PreConsultation['kind'];

  @Text({ max: 64, description: 'Number of the paper (문서번호) that states the result' })
  readonly referenceNo!: string;

  @CalendarDay({ description: 'The day of the result, today at the latest' })
  readonly decidedOn!: Day;
}
