import { Text } from '#common/http/validation/fields.js';

export class OfferHandoverRequest {
  @Text({ max: 200, description: 'The sub of the person who takes over' })
  readonly to!: string;
}
