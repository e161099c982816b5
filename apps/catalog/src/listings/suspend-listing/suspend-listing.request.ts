import { OneOf, Text } from '#common/http/validation/fields.js';
import { SUSPENSION_CAUSES, type SuspensionCause } from '../domain/listing.state.js';

export class SuspendListingRequest {
  @OneOf(SUSPENSION_CAUSES)
  readonly cause!: SuspensionCause;

  @Text({ max: 2000, description: 'Why: told to the supplier, never published' })
  readonly reason!: string;
}
