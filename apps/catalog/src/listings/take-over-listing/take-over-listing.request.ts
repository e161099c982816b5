import { Text } from '#common/http/validation/fields.js';
import { DeclaringOfficerRequest } from '../officer.request.js';

export class TakeOverListingRequest extends DeclaringOfficerRequest {
  /** Not shown to the supplier. */
  @Text({ max: 2000 })
  readonly reason!: string;
}
