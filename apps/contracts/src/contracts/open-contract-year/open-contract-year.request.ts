import { Whole } from '#common/http/validation/fields.js';

export class OpenContractYearRequest {
  @Whole({ min: 2000, max: 2099, description: 'The next one that is not open' })
  readonly fiscalYear!: number;
}
