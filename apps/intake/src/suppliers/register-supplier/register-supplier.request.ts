import {
  BusinessNumberField,
  Email,
  Matching,
  Name,
  Nested,
  OneOf,
  Phone,
  Text,
  Whole,
} from '#common/http/validation/fields.js';
import { COMPANY_SIZES, type CompanySize } from '#common/events/definitions/shapes.js';
import type { Contact } from '../domain/supplier.state.js';

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

export class RegisterSupplierRequest {
  @BusinessNumberField()
  readonly businessNumber!: string;

  @Name({ max: 200 })
  readonly name!: string;

  @OneOf(COMPANY_SIZES)
  readonly size!: CompanySize;

  @Matching(/^[0-9]{6}-?[0-9]{7}$/, 'a corporate registration number, 123456-1234567', { optional: true })
  readonly corporateNumber?: string;

  @Name({ max: 100 })
  readonly representative!: string;

  @Whole({ min: 1800, max: 2200, optional: true })
  readonly foundedYear?: number;

  @Text({ max: 300 })
  readonly address!: string;

  @Nested(() => ContactRequest)
  readonly contact!: ContactRequest;
}
