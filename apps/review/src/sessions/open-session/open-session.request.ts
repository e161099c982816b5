import { Text } from '#common/http/validation/fields.js';

export class OpenSessionRequest {
  @Text({ max: 1000, optional: true, description: 'Why before the hour of the notice; then every member is there' })
  readonly earlyReason?: string;
}
