import { BusinessNumberField, Matching, Name, Nested, OneOf, Text, Whole } from '#common/http/validation/fields.js';
import { COMPANY_SIZES, type CompanySize } from '#common/events/definitions/shapes.js';
import { ContactRequest } from '../contact.request.js';

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
