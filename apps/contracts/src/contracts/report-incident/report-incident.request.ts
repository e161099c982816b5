import { InstantText, Nested, NestedList, OneOf, Text } from '#common/http/validation/fields.js';
import { DeskRequest } from '../desk.request.js';
import { INCIDENT_CLASSES, type IncidentClass } from '../domain/incident.state.js';

export class IntervalRequest {
  @InstantText()
  readonly from!: string;

  @InstantText({ optional: true, description: 'Absent while it goes on' })
  readonly to?: string;
}

export class ReportIncidentRequest {
  @OneOf(INCIDENT_CLASSES)
  readonly class!: IncidentClass;

  @NestedList(() => IntervalRequest, { min: 1, max: 50, description: 'In the order of time' })
  readonly intervals!: IntervalRequest[];

  @Text({ max: 2000, description: 'What happened' })
  readonly what!: string;

  @Text({ max: 2000, description: 'Why it happened, as far as it is known' })
  readonly cause!: string;

  @Text({ max: 2000, description: 'What the supplier does about it' })
  readonly measures!: string;

  @Text({ max: 2000, description: 'What users can do' })
  readonly advice!: string;

  @Nested(() => DeskRequest)
  readonly desk!: DeskRequest;
}
