import {
  BILLING_MODELS,
  GRADES,
  NETWORKS,
  SERVICE_KINDS,
  type BillingModel,
  type Certificate,
  type Grade,
  type Network,
  type PriceLine,
  type ServiceKind,
  type ServiceProfile,
  type Sla,
  type SpecificationAnswer,
} from '#common/events/contracts/shapes.js';
import {
  CalendarDay,
  Codes,
  CodeText,
  Decimal,
  Flag,
  Matching,
  Nested,
  NestedList,
  OneOf,
  OneOfEach,
  Text,
  Texts,
  Whole,
  Won,
} from '#common/http/fields.js';
import { ContactRequest } from '../suppliers/register-supplier/register-supplier.request.js';
import type { ApplicationForm, CreditRating, DraftService } from './domain/application.state.js';

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

export class DraftServiceRequest implements DraftService {
  @Text({ max: 200 })
  readonly name!: string;

  @OneOf(SERVICE_KINDS)
  readonly kind!: ServiceKind;

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

  @Texts({ max: 20, itemMax: 200, optional: true })
  readonly infrastructureProviders?: string[];

  @Text({ max: 2000, optional: true })
  readonly summary?: string;

  @NestedList(() => SpecificationAnswerRequest, { max: 100, optional: true })
  readonly specification?: SpecificationAnswerRequest[];

  @Nested(() => SlaRequest, { optional: true })
  readonly sla?: SlaRequest;
}

export class PriceLineRequest implements PriceLine {
  @Matching(/^[A-Za-z0-9._-]{1,40}$/, 'a code of letters, digits, dot, underscore and dash')
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

export class CertificateRequest implements Certificate {
  @CodeText()
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

export class CreditRatingRequest implements CreditRating {
  @Text({ max: 100 })
  readonly agency!: string;

  @Text({ max: 20 })
  readonly grade!: string;

  @CalendarDay()
  readonly validTo!: string;
}

/** The form of domain.md §2.4; a draft may leave out what a submission needs. */
export class ApplicationFormRequest implements ApplicationForm {
  @Nested(() => ContactRequest)
  readonly contact!: ContactRequest;

  @Nested(() => DraftServiceRequest)
  readonly service!: DraftServiceRequest;

  @NestedList(() => PriceLineRequest, { max: 200 })
  readonly prices!: PriceLineRequest[];

  @NestedList(() => CertificateRequest, { max: 20 })
  readonly certificates!: CertificateRequest[];

  @Nested(() => CreditRatingRequest, { optional: true })
  readonly creditRating?: CreditRatingRequest;
}
