import { CalendarDay, OneOf } from '#common/http/validation/fields.js';
import { DATE_BASES, GROUPINGS, type DateBasis, type Grouping } from './domain/statistics.js';

export class GetStatisticsRequest {
  @CalendarDay({ optional: true, description: 'Today unless said otherwise' })
  readonly asOf?: string;

  @OneOf(DATE_BASES, {
    optional: true,
    description: 'Which date places a contract in time; CONCLUDED unless said otherwise',
  })
  readonly dateBasis?: DateBasis;

  @OneOf(GROUPINGS, { optional: true })
  readonly groupBy?: Grouping;
}
