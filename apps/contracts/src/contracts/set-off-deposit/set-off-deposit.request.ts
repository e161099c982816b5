import { Won } from '#common/http/validation/fields.js';

export class SetOffDepositRequest {
  @Won({ description: 'Of the deposit that is owed, against this claim' })
  readonly amount!: number;
}
