import { Whole, Won } from '#common/http/validation/fields.js';
import type { YearPart } from './domain/contract.state.js';

export class YearRequest implements YearPart {
  @Whole({ min: 2000, max: 2099 })
  readonly fiscalYear!: number;

  @Won({ description: 'VAT included' })
  readonly amount!: number;

  @Won({ optional: true, description: 'Part of the cap, VAT included; needed where the contract has a cap' })
  readonly cap?: number;
}
