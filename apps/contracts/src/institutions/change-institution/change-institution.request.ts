import { INSTITUTION_TYPES, type InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { CalendarDay, Flag, Name, Nested, OneOf, Text } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import { InstitutionDeskRequest } from '../institution-desk.request.js';
import { InstitutionCode } from '../institution.fields.js';

export class ChangeInstitutionRequest {
  @CalendarDay({ description: 'The first day on which it holds' })
  readonly from!: Day;

  @Text({ max: 500, description: 'The law or order behind it' })
  readonly legalBasis!: string;

  @Name({ max: 200, optional: true })
  readonly name?: string;

  @OneOf(INSTITUTION_TYPES, { optional: true })
  readonly type?: InstitutionFacts['type'];

  @Name({ max: 200, optional: true, description: 'Name of its ministry, where no state body above it is registered' })
  readonly ministry?: string;

  @InstitutionCode({ optional: true, description: 'Code of the institution right above it' })
  readonly parent?: string;

  @Flag({ optional: true, description: 'true: no institution is above it; `parent` is left out then' })
  readonly independent?: boolean;

  @Nested(() => InstitutionDeskRequest, { optional: true })
  readonly desk?: InstitutionDeskRequest;
}
