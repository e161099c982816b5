import { Text } from '#common/http/validation/fields.js';
import { RegisterUsageRequest } from '../register-usage/register-usage.request.js';

export class CorrectUsageRequest extends RegisterUsageRequest {
  @Text({ max: 2000 })
  readonly reason!: string;
}
