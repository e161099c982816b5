import { Text } from '#common/http/validation/fields.js';
import { UsageFields } from '../usage.request.js';

export class CorrectUsageRequest extends UsageFields {
  @Text({ max: 2000 })
  readonly reason!: string;
}
