import { NETWORKS, type Network } from '#common/events/definitions/shapes.js';
import { CalendarDay, OneOf, Text } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import { NIS_OUTCOMES, type NisResult } from './domain/verifying.js';

export class NisResultRequest implements NisResult {
  @OneOf(NETWORKS)
  readonly network!: Network;

  @OneOf(NIS_OUTCOMES)
  readonly outcome!: (typeof NIS_OUTCOMES)[number];

  @Text({ max: 64, description: 'Number of the paper (문서번호) that states the result' })
  readonly referenceNo!: string;

  @CalendarDay({ description: 'The day of the result, today at the latest' })
  readonly decidedOn!: Day;

  @CalendarDay({ optional: true, description: 'The last day on which it holds, where the paper names one' })
  readonly validTo?: Day;
}
