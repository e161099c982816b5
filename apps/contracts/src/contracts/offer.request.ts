import { BusinessNumberField, Nested, NestedList, OneOf, Text, Texts, Whole } from '#common/http/validation/fields.js';
import { CONSORTIUM_MANNERS, type ConsortiumManner } from './domain/consortium.state.js';
import { LineRequest } from './line.request.js';

/** What may be wrong with the consortium of an offer. */
export const CONSORTIUM_REFUSALS = [
  'CONSORTIUM_TOO_LARGE',
  'CONSORTIUM_MEMBER_REPEATED',
  'CONSORTIUM_MEMBER_UNKNOWN',
  'CONSORTIUM_PART_INVALID',
  'CONSORTIUM_PART_MISSING',
  'SAME_ORGANISATION',
] as const;

/** A member of a consortium behind the supplier that offers. */
export class MemberRequest {
  @BusinessNumberField()
  readonly businessNumber!: string;

  @Whole({ min: 1, max: 999, optional: true, description: 'With JOINT: its share in thousandths' })
  readonly perMille?: number;

  @Texts({
    min: 1,
    max: 100,
    itemMax: 40,
    unique: true,
    optional: true,
    description: 'With DIVIDED: codes of the lines that it performs',
  })
  readonly priceCodes?: string[];
}

/** Who performs together with the supplier that offers. Shares and lines that are not named stay with that supplier. */
export class ConsortiumRequest {
  @OneOf(CONSORTIUM_MANNERS, { description: 'JOINT: all share all of it; DIVIDED: each performs lines of its own' })
  readonly manner!: ConsortiumManner;

  @NestedList(() => MemberRequest, { min: 1, max: 9 })
  readonly members!: MemberRequest[];
}

/** A quote or a proposal. */
export class OfferRequest {
  @Whole({ min: 1, max: 1000, description: 'Number of the request that is answered' })
  readonly requestNo!: number;

  @Whole({ min: 1, max: 1_000_000, description: 'Version of the listing whose prices the lines name' })
  readonly listingVersion!: number;

  @NestedList(() => LineRequest, { min: 1, max: 100 })
  readonly lines!: LineRequest[];

  @Text({ max: 4000, optional: true })
  readonly note?: string;

  @Nested(() => ConsortiumRequest, { optional: true, description: 'A joint contract: the members of the consortium' })
  readonly consortium?: ConsortiumRequest;
}
