import { Name, Phone } from '#common/http/validation/fields.js';

/** A desk of the supplier, never a person. */
export class DeskRequest {
  @Name({ max: 200 })
  readonly unit!: string;

  @Phone({ description: 'The number of the desk' })
  readonly number!: string;
}
