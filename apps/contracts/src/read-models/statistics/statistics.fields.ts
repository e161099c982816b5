import { CalendarDay, InstantText, Matching, OneOf } from '#common/http/validation/fields.js';
import { GROUPINGS } from './domain/grouping.js';
import { DATE_BASES, MULTI_YEAR, type DateBasis, type MultiYear } from './domain/placing.js';

const othersThan = (one: string): string => GROUPINGS.filter((other) => other !== one).join('|');
/** One, or two that differ. */
const GROUPINGS_ASKED = new RegExp(`^(${GROUPINGS.map((one) => `${one}(,(${othersThan(one)}))?`).join('|')})$`);

export class StatisticsRequest {
  @CalendarDay({ optional: true, description: 'Today unless said otherwise' })
  readonly asOf?: string;

  @InstantText({ optional: true, description: 'What was recorded until then; all that is known unless said otherwise' })
  readonly knownAt?: string;

  @CalendarDay({ optional: true, description: 'The first day that counts, by the date basis' })
  readonly from?: string;

  @CalendarDay({ optional: true, description: 'The last day that counts, by the date basis' })
  readonly to?: string;

  @OneOf(DATE_BASES, {
    optional: true,
    description: 'Which date places a contract in time; CONCLUDED unless said otherwise',
  })
  readonly dateBasis?: DateBasis;

  @OneOf(MULTI_YEAR, {
    optional: true,
    description:
      'Amounts of multi-year contracts: each year on its own date (YEARLY, unless said otherwise), or the total',
  })
  readonly multiYear?: MultiYear;

  @Matching(GROUPINGS_ASKED, `one of ${GROUPINGS.join(', ')}, or two that differ, with a comma between them`, {
    optional: true,
    description: 'One key, or two at once: METHOD or TYPE,METHOD',
  })
  readonly groupBy?: string;
}
