import { CalendarDay, Matching, Name, Text } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';

const TIME_OF_DAY = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

export class NoticeSessionRequest {
  @CalendarDay({ optional: true, description: 'The day planned, unless said otherwise' })
  readonly on?: Day;

  @Matching(TIME_OF_DAY, 'a time of day in Seoul, 14:00')
  readonly time!: string;

  @Name({ max: 200 })
  readonly place!: string;

  @Text({ max: 1000, optional: true, description: 'Why on another day than the regular one (A-20)' })
  readonly dateReason?: string;

  @Text({
    max: 1000,
    optional: true,
    description: 'Why at shorter notice than seven days; as planned, unless said otherwise',
  })
  readonly urgentReason?: string;
}
