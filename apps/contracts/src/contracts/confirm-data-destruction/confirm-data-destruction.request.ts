import { Text } from '#common/http/validation/fields.js';

export class ConfirmDataDestructionRequest {
  @Text({ max: 2000, description: 'How they were destroyed' })
  readonly note!: string;
}
