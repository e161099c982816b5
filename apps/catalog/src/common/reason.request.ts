import { Text } from '#common/http/validation/fields.js';

/** An act that needs nothing but its reason. */
export class ReasonRequest {
  @Text({ max: 2000, description: 'Why: kept in the history' })
  readonly reason!: string;
}
