import { Flag, Text } from '#common/http/validation/fields.js';
import { OfficerContactRequest } from '../officer.request.js';

export class TakeOverApplicationRequest extends OfficerContactRequest {
  /** The officer declares no tie to the supplier. */
  @Flag()
  readonly notLinkedToSupplier!: boolean;

  /** Not shown to the supplier. */
  @Text({ max: 2000 })
  readonly reason!: string;
}
