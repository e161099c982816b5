import {
  BILLING_MODELS,
  GRADES,
  NETWORKS,
  type BillingModel,
  type Certificate,
  type Grade,
  type Network,
  type PriceLine,
  type ServiceProfile,
  type Sla,
  type SpecificationAnswer,
} from '../events/definitions/shapes.js';
import {
  CalendarDay,
  Codes,
  CodeText,
  Decimal,
  Flag,
  Matching,
  Name,
  Names,
  Nested,
  NestedList,
  OneOf,
  OneOfEach,
  Text,
  Whole,
  Won,
} from './validation/fields.js';

/** Request classes of the shapes that both an application and a listing are made of (events/definitions/shapes.ts). */

/** A line of the price table (가격표). */
export class PriceLineRequest implements PriceLine {
  @Matching(/^[A-Za-z0-9._-]{1,40}$/, 'letters, digits, dot, dash and underscore, at most 40')
  readonly code!: string;

  @Name({ max: 200 })
  readonly item!: string;

  @Text({ max: 60 })
  readonly unit!: string;

  @Won()
  readonly unitPrice!: number;

  @Flag()
  readonly vatIncluded!: boolean;

  @OneOf(BILLING_MODELS)
  readonly billingModel!: BillingModel;

  @Whole({ min: 1, max: 120, optional: true })
  readonly minimumMonths?: number;
}

/** A security certificate (보안인증). */
export class CertificateRequest implements Certificate {
  @CodeText({ description: 'CSAP, NIS_CLOUD_VERIFICATION …' })
  readonly scheme!: string;

  @OneOf(GRADES, { optional: true })
  readonly grade?: Grade;

  @Name({ max: 64 })
  readonly number!: string;

  @CalendarDay()
  readonly validFrom!: string;

  @CalendarDay()
  readonly validTo!: string;

  @Name({ max: 200, optional: true })
  readonly infrastructureProvider?: string;
}

/** Service levels (서비스 수준 협약). */
export class SlaRequest implements Sla {
  @Decimal({ min: 0, max: 100 })
  readonly availabilityPercent!: number;

  @Text({ max: 4000 })
  readonly description!: string;
}

export class SpecificationAnswerRequest implements SpecificationAnswer {
  @CodeText()
  readonly code!: string;

  @Text({ max: 2000 })
  readonly answer!: string;
}

/** What describes a service, besides its name and kind. Each command that uses it says which parts are required. */
export class ServiceContentRequest {
  @CodeText({ optional: true })
  readonly subtype?: string;

  @Codes({ max: 20, optional: true })
  readonly categories?: string[];

  @Codes({ max: 20, optional: true })
  readonly technologies?: string[];

  @OneOfEach(NETWORKS, { min: 1, unique: true, optional: true })
  readonly networks?: Network[];

  @OneOf(['PUBLIC', 'PRIVATE', 'HYBRID', 'COMMUNITY'], { optional: true })
  readonly deployment?: ServiceProfile['deployment'];

  @Names({ max: 20, itemMax: 200, optional: true })
  readonly infrastructureProviders?: string[];

  @Text({ max: 2000, optional: true })
  readonly summary?: string;

  @NestedList(() => SpecificationAnswerRequest, { max: 100, optional: true })
  readonly specification?: SpecificationAnswerRequest[];

  @Nested(() => SlaRequest, { optional: true })
  readonly sla?: SlaRequest;
}
