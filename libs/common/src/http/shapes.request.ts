import {
  AI_HOSTS,
  AI_OVERSIGHTS,
  BILLING_MODELS,
  GRADES,
  NETWORKS,
  type AiDisclosure,
  type BillingModel,
  type Certificate,
  type DataLocation,
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
  Countries,
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

/** From how many units of a month on another price counts (구간 요금). */
export class PriceTierRequest {
  @Whole({ min: 1, max: 1_000_000_000_000, description: 'Units of a month; the price is of those above' })
  readonly above!: number;

  @Won()
  readonly unitPrice!: number;
}

/** What is counted (계량), and how much of it one unit is. */
export class MeterRequest {
  @CodeText({ description: 'API_CALL, GB_HOUR …' })
  readonly code!: string;

  @Whole({ min: 1, max: 1_000_000_000_000, description: 'So much of it is one unit; one that was begun counts whole' })
  readonly per!: number;
}

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

  @NestedList(() => PriceTierRequest, { min: 1, max: 20, optional: true, description: 'Ever higher, ever cheaper' })
  readonly tiers?: PriceTierRequest[];

  @Nested(() => MeterRequest, { optional: true, description: 'Of what is billed by use' })
  readonly meter?: MeterRequest;
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

/** A model (모델) that a service uses. */
export class AiModelRequest {
  @Name({ max: 200 })
  readonly name!: string;

  @Name({ max: 200 })
  readonly provider!: string;

  @OneOf(AI_HOSTS)
  readonly hosting!: (typeof AI_HOSTS)[number];
}

/** What a service that uses artificial intelligence discloses (인공지능 활용 공개). */
export class AiDisclosureRequest implements AiDisclosure {
  @NestedList(() => AiModelRequest, { min: 1, max: 20 })
  readonly models!: AiModelRequest[];

  @Text({ max: 2000, description: 'What the models were trained on' })
  readonly trainingData!: string;

  @Flag({ description: 'Whether what an institution enters is used to train' })
  readonly trainsOnInput!: boolean;

  @Text({ max: 2000, description: 'What the results are not good for' })
  readonly limits!: string;

  @OneOf(AI_OVERSIGHTS)
  readonly oversight!: (typeof AI_OVERSIGHTS)[number];

  @OneOfEach(NETWORKS, { min: 1, max: NETWORKS.length, unique: true })
  readonly networks!: Network[];
}

/** Where the data of an institution is kept (데이터 보관 위치). */
export class DataLocationRequest implements DataLocation {
  @Countries({ min: 1, max: 20, unique: true })
  readonly countries!: string[];

  @Name({ max: 200, optional: true })
  readonly place?: string;
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

  @Nested(() => AiDisclosureRequest, { optional: true })
  readonly ai?: AiDisclosureRequest;

  @Nested(() => DataLocationRequest, { optional: true })
  readonly dataLocation?: DataLocationRequest;
}
