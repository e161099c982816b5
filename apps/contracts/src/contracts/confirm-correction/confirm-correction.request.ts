import { Text } from '#common/http/validation/fields.js';

export class ConfirmCorrectionRequest {
  @Text({ max: 2000, description: 'What was done' })
  readonly note!: string;
}
