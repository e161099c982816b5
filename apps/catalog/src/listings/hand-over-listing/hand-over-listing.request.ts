import { Nested, Text } from '#common/http/validation/fields.js';
import { OfficerContactRequest } from '../officer.request.js';

export class NextOfficerRequest extends OfficerContactRequest {
  /** Of their token. */
  @Text({ max: 200 })
  readonly sub!: string;
}

export class HandOverListingRequest {
  /** Declares to have no tie to the supplier by taking over, before their first decision. */
  @Nested(() => NextOfficerRequest)
  readonly officer!: NextOfficerRequest;

  /** Not shown to the supplier. */
  @Text({ max: 2000 })
  readonly reason!: string;
}
