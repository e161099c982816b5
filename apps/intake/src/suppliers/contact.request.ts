import { Email, Name, Phone } from '#common/http/validation/fields.js';
import type { Contact } from './domain/supplier.state.js';

export class ContactRequest implements Contact {
  @Name({ max: 100 })
  readonly name!: string;

  @Email()
  readonly email!: string;

  @Phone()
  readonly phone!: string;

  @Phone({ optional: true })
  readonly mobile?: string;
}
