import { Flag } from '#common/http/validation/fields.js';
import { OfficerContactRequest } from '../officer.request.js';

export class StartCheckRequest extends OfficerContactRequest {
  /** The officer declares no tie to the supplier. */
  @Flag()
  readonly notLinkedToSupplier!: boolean;
}
