import { Text } from '#common/http/validation/fields.js';

export class CloseSessionRequest {
  @Text({ max: 1000, optional: true, description: 'Why undecided items are carried to the next session' })
  readonly carryReason?: string;
}
