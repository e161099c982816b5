import { Email, Flag, Name, Nested, Phone, Text } from './validation/fields.js';

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

/** An officer takes work on. */
export class DeclaringOfficerRequest extends OfficerContactRequest {
  /** The officer declares no tie to the supplier. */
  @Flag()
  readonly notLinkedToSupplier!: boolean;
}

/** An officer takes work over from another. */
export class TakeOverRequest extends DeclaringOfficerRequest {
  /** Not shown to the supplier. */
  @Text({ max: 2000 })
  readonly reason!: string;
}

export class NextOfficerRequest extends OfficerContactRequest {
  /** Of their token. */
  @Text({ max: 200 })
  readonly sub!: string;
}

/** Work is handed to another officer. */
export class HandOverRequest {
  /** Declares to have no tie to the supplier by taking over, before their first decision. */
  @Nested(() => NextOfficerRequest)
  readonly officer!: NextOfficerRequest;

  /** Not shown to the supplier. */
  @Text({ max: 2000 })
  readonly reason!: string;
}
