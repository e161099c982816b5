import { Uuid } from '#common/http/validation/fields.js';

export class AddAgendaItemRequest {
  @Uuid()
  readonly caseId!: string;
}
