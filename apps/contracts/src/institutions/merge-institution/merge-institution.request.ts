import { CalendarDay, Text } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import type { Merger } from '../domain/institution.state.js';
import { InstitutionCode } from '../institution.fields.js';

export class MergeInstitutionRequest implements Merger {
  @InstitutionCode({ description: 'Code of the institution that takes over' })
  readonly into!: string;

  @CalendarDay({ description: 'The first day without the institution' })
  readonly from!: Day;

  @Text({ max: 500, description: 'The law or order behind it' })
  readonly legalBasis!: string;
}
