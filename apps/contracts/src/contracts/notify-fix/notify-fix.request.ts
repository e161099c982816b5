import { Text } from '#common/http/validation/fields.js';

export class NotifyFixRequest {
  @Text({ max: 4000, description: 'What was mended' })
  readonly note!: string;
}
