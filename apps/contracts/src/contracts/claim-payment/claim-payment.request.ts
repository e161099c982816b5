import { Name, Wholes, Won } from '#common/http/validation/fields.js';

export class ClaimPaymentRequest {
  @Wholes({ min: 1, max: 60, unique: true, each: { min: 1, max: 10_000 }, description: 'Numbers of the statements' })
  readonly statements!: number[];

  @Won({ description: 'What the statements come to, VAT included' })
  readonly amount!: number;

  @Name({ max: 60, description: 'Number of the tax invoice' })
  readonly invoiceNo!: string;
}
