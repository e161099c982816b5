import { Flag, Nested, OneOf, Text, Won } from '#common/http/validation/fields.js';

export class DepositRequest {
  @OneOf(['DEPOSIT', 'WAIVER'])
  readonly kind!: 'DEPOSIT' | 'WAIVER';

  @Won({ optional: true, description: 'With DEPOSIT' })
  readonly amount?: number;

  @OneOf(['SMALL_AMOUNT', 'LEGAL_EXEMPTION'], { optional: true, description: 'With WAIVER' })
  readonly ground?: 'SMALL_AMOUNT' | 'LEGAL_EXEMPTION';

  @Text({ max: 1000, optional: true })
  readonly note?: string;
}

export class DraftContractRequest {
  @Nested(() => DepositRequest)
  readonly deposit!: DepositRequest;

  @Flag({ optional: true, description: 'The warning about the procurement route was read (A-16)' })
  readonly routeWarningAcknowledged?: boolean;

  @Flag({ optional: true, description: 'The period goes beyond the last day of the listing, and that was read' })
  readonly validityWarningAcknowledged?: boolean;
}
