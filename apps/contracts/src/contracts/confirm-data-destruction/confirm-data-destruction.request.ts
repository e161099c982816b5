import { Text } from '#common/http/validation/fields.js';

export class ConfirmDataDestructionRequest {
  @Text({ max: 2000, description: 'How they were destroyed' })
  readonly note!: string;

  @Text({ max: 200, optional: true, description: 'Number of the paper that proves it' })
  readonly evidence?: string;
}
