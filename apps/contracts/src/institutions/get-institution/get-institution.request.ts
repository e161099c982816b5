import { CalendarDay } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';

export class GetInstitutionRequest {
  @CalendarDay({ optional: true, description: 'The day whose facts are shown; today unless said otherwise' })
  readonly on?: Day;
}
