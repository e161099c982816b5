import { Name } from '#common/http/validation/fields.js';

export class CorrectClaimRequest {
  @Name({ max: 60, description: 'Number of the tax invoice' })
  readonly invoiceNo!: string;
}
