import { Uuid } from '#common/http/fields.js';

export class AddAgendaItemRequest {
  @Uuid()
  readonly caseId!: string;
}
