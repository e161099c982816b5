import { BILLING_MODELS, GRADES, NETWORKS, SERVICE_KINDS } from '#common/events/contracts/shapes.js';
import type { BillingModel, Grade, Network, ServiceKind } from '#common/events/contracts/shapes.js';
import {
  CalendarDay,
  CodeText,
  Codes,
  Decimal,
  Email,
  Flag,
  Matching,
  Nested,
  NestedList,
  OneOf,
  OneOfEach,
  Phone,
  Text,
  Texts,
  Whole,
  Won,
} from '#common/http/fields.js';

/** A line of the price table (가격표). */
export class PriceLineRequest {
  @Matching(/^[A-Za-z0-9._-]{1,40}$/, 'letters, digits, dot, dash and underscore, at most 40')
  readonly code!: string;

  @Text({ max: 200 })
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
export class CertificateRequest {
  @CodeText({ description: 'CSAP, NIS_CLOUD_VERIFICATION …' })
  readonly scheme!: string;

  @OneOf(GRADES, { optional: true })
  readonly grade?: Grade;

  @Text({ max: 64 })
  readonly number!: string;

  @CalendarDay()
  readonly validFrom!: string;

  @CalendarDay()
  readonly validTo!: string;

  @Text({ max: 200, optional: true })
  readonly infrastructureProvider?: string;
}

export class SlaRequest {
  @Decimal({ min: 0, max: 100 })
  readonly availabilityPercent!: number;

  @Text({ max: 4000 })
  readonly description!: string;
}

export class SpecificationAnswerRequest {
  @CodeText()
  readonly code!: string;

  @Text({ max: 2000 })
  readonly answer!: string;
}

/** What is offered; a field left out stays as it is. */
export class ServiceRequest {
  @Text({ max: 200, optional: true })
  readonly name?: string;

  @OneOf(SERVICE_KINDS, { optional: true })
  readonly kind?: ServiceKind;

  @CodeText({ optional: true })
  readonly subtype?: string;

  @Codes({ max: 20, optional: true })
  readonly categories?: string[];

  @Codes({ max: 20, optional: true })
  readonly technologies?: string[];

  @OneOfEach(NETWORKS, { min: 1, unique: true, optional: true })
  readonly networks?: Network[];

  @OneOf(['PUBLIC', 'PRIVATE', 'HYBRID', 'COMMUNITY'], { optional: true })
  readonly deployment?: 'PUBLIC' | 'PRIVATE' | 'HYBRID' | 'COMMUNITY';

  @Texts({ max: 20, itemMax: 200, optional: true })
  readonly infrastructureProviders?: string[];

  @Text({ max: 2000, optional: true })
  readonly summary?: string;

  @NestedList(() => SpecificationAnswerRequest, { max: 100, optional: true })
  readonly specification?: SpecificationAnswerRequest[];

  @Nested(() => SlaRequest, { optional: true })
  readonly sla?: SlaRequest;
}

/** Person to talk to (담당자). */
export class ContactRequest {
  @Text({ max: 100 })
  readonly name!: string;

  @Email()
  readonly email!: string;

  @Phone()
  readonly phone!: string;
}
