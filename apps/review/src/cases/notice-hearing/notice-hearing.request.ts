import { CalendarDay, Matching, Name, OneOfEach, Text } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import { CANCELLATION_GROUNDS, type CancellationGround } from '../domain/case.state.js';

export class NoticeHearingRequest {
  @OneOfEach(CANCELLATION_GROUNDS, { min: 1, max: CANCELLATION_GROUNDS.length, unique: true })
  readonly grounds!: readonly CancellationGround[];

  @CalendarDay()
  readonly on!: Day;

  @Matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time HH:MM')
  readonly time!: string;

  @Name({ max: 200 })
  readonly place!: string;

  @Text({ max: 4000 })
  readonly reason!: string;
}
