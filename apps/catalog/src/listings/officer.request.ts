import { Email, Flag, Name, Phone } from '#common/http/validation/fields.js';

/** Name, unit and contact of an officer: every notice gives them (S22 Art. 31). */
export class OfficerContactRequest {
  @Name({ max: 100 })
  readonly name!: string;

  @Name({ max: 100 })
  readonly unit!: string;

  @Phone()
  readonly phone!: string;

  @Email()
  readonly email!: string;
}

export class DeclaringOfficerRequest extends OfficerContactRequest {
  /** The officer declares no tie to the supplier. */
  @Flag()
  readonly notLinkedToSupplier!: boolean;
}
