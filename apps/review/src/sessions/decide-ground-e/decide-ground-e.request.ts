import { Text } from '#common/http/validation/fields.js';

export class DecideGroundERequest {
  @Text({ max: 2000, description: 'What the committee resolved, and why' })
  readonly reason!: string;
}
