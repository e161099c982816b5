import { Won } from '#common/http/validation/fields.js';

export class SetBudgetRequest {
  @Won({ description: 'What may be spent, VAT included' })
  readonly amount!: number;
}
