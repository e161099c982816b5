import { Email, Flag, Name, Phone } from '#common/http/validation/fields.js';

/** Unit and contact of the officer: every notice names them (S22 Art. 31). */
export class StartCheckRequest {
  @Name({ max: 100 })
  readonly unit!: string;

  @Phone()
  readonly phone!: string;

  @Email()
  readonly email!: string;

  /** The officer declares no tie to the supplier. */
  @Flag()
  readonly notLinkedToSupplier!: boolean;
}
