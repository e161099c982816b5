import { Text } from '#common/http/validation/fields.js';

export class TakeOffAgendaRequest {
  @Text({ max: 1000 })
  readonly reason!: string;
}
