import { Name, Phone } from '#common/http/validation/fields.js';

/** The desk that answers for an institution, never a person. */
export class InstitutionDeskRequest {
  @Name({ max: 200 })
  readonly unit!: string;

  @Phone({ description: 'The number of the desk' })
  readonly number!: string;
}
