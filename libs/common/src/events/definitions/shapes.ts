import { Type, type Static } from 'typebox';
import { PSEUDONYM_MAX } from '../pseudonyms.js';

/** Shapes that several events share. Open objects on the wire: readers ignore what they do not know. */

export const Id = Type.String({ format: 'uuid' });
export const DayText = Type.String({ format: 'date', description: 'Calendar day in Asia/Seoul' });
export const Instant = Type.String({ format: 'date-time' });
/** Korean won. Whether VAT is included is always stated beside it. */
export const WonAmount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'KRW' });
/** An open code list: new members may appear without a new version of the event. */
export const Code = Type.String({ pattern: '^[A-Z][A-Z0-9_]*$', maxLength: 64 });
export const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
/** A person: by `sub` at home, by pseudonym on the wire. Name the field in `people` of the event. */
export const PersonName = Type.String({
  minLength: 1,
  maxLength: PSEUDONYM_MAX,
  description: 'Pseudonym of a person, one per person and subject',
});
/** People who share what one decision did to them; each is a pseudonym on the wire. */
export const PeopleNames = Type.Array(PersonName, { minItems: 1, uniqueItems: true });
/** Codes: plain at home, pseudonyms on the wire. Name the field in `sealed` of the event. */
export const SealedCodes = Type.Array(
  Type.String({ minLength: 1, maxLength: PSEUDONYM_MAX, description: 'Sealed code' }),
  { minItems: 1, uniqueItems: true },
);
export const BusinessNumber = Type.String({ pattern: '^[0-9]{10}$', description: '사업자등록번호, digits only' });
/** Of a joint contract whose members answer for all of it: those behind `supplier`. */
export const JointSuppliers = Type.Array(BusinessNumber, {
  minItems: 1,
  description: 'Companies of the consortium that answer with the supplier',
});
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** The three legal kinds (Act Art. 20(3)). */
export const SERVICE_KINDS = ['CLOUD_COMPUTING', 'CLOUD_SUPPORT', 'CONVERGENCE'] as const;
export const COMPANY_SIZES = ['LARGE', 'MID_SIZED', 'SMALL_MEDIUM'] as const;
export const NETWORKS = ['INTERNAL', 'EXTERNAL'] as const;
export const BILLING_MODELS = ['FLAT', 'USAGE'] as const;
export const GRADES = ['HIGH', 'MEDIUM', 'LOW'] as const;
/** Where a model runs: with the supplier, or with another provider that is called. */
export const AI_HOSTS = ['OWN', 'EXTERNAL'] as const;
/** What a person does about a result of AI: decides, looks at it before it takes effect, or can object to it later. */
export const AI_OVERSIGHTS = ['HUMAN_DECIDES', 'HUMAN_REVIEWS', 'HUMAN_ON_REQUEST'] as const;

export const ServiceKind = Type.Enum(SERVICE_KINDS);
export const CompanySize = Type.Enum(COMPANY_SIZES);
export const Network = Type.Enum(NETWORKS);
export const BillingModel = Type.Enum(BILLING_MODELS);
export const Grade = Type.Enum(GRADES);

export const SupplierFacts = Type.Object({
  businessNumber: BusinessNumber,
  name: Text(200),
  size: CompanySize,
});

/** Security certificate (보안인증); one per underlying infrastructure, so a service may hold several. */
export const Certificate = Type.Object({
  scheme: Type.String({ pattern: '^[A-Z][A-Z0-9_]*$', description: 'CSAP, NIS_CLOUD_VERIFICATION …; open' }),
  grade: Type.Optional(Grade),
  number: Text(64),
  validFrom: DayText,
  validTo: DayText,
  infrastructureProvider: Type.Optional(Text(200)),
});

/**
 * What the National Intelligence Service found of a service on one network (국정원 보안성 검토): kept once, so that no
 * institution asks for it again.
 */
export const NisVerification = Type.Object({
  network: Network,
  outcome: Code,
  referenceNo: Text(64),
  decidedOn: DayText,
  validTo: Type.Optional(DayText),
});

/** A line of the price table (가격표). */
export const PriceLine = Type.Object({
  code: Type.String({ pattern: '^[A-Za-z0-9._-]{1,40}$', description: 'Stable within the service' }),
  item: Text(200),
  unit: Text(60),
  unitPrice: WonAmount,
  vatIncluded: Type.Boolean(),
  billingModel: BillingModel,
  minimumMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
  /** Each unit of a month above `above` costs this; `unitPrice` is the price of the first ones. */
  tiers: Type.Optional(
    Type.Array(Type.Object({ above: Type.Integer({ minimum: 1 }), unitPrice: WonAmount }), {
      minItems: 1,
      maxItems: 20,
    }),
  ),
  /** What is counted, and how much of it one unit is; a unit that was begun counts whole. */
  meter: Type.Optional(Type.Object({ code: Code, per: Type.Integer({ minimum: 1 }) })),
});

/** Service levels (서비스 수준 협약). */
export const Sla = Type.Object({
  availabilityPercent: Type.Number({ minimum: 0, maximum: 100 }),
  description: Text(4000),
});

export const SpecificationAnswer = Type.Object({ code: Code, answer: Text(2000) });

/** What a service that uses artificial intelligence discloses (인공지능 활용 공개). */
export const AiDisclosure = Type.Object({
  models: Type.Array(Type.Object({ name: Text(200), provider: Text(200), hosting: Type.Enum(AI_HOSTS) }), {
    minItems: 1,
    maxItems: 20,
  }),
  trainingData: Text(2000),
  /** Whether what an institution enters is used to train. */
  trainsOnInput: Type.Boolean(),
  limits: Text(2000),
  oversight: Type.Enum(AI_OVERSIGHTS),
  /** Where the functions of AI are offered; some of the networks of the service. */
  networks: Type.Array(Network, { minItems: 1, uniqueItems: true }),
});

/** Where the data of an institution is kept (데이터 보관 위치): countries, ISO 3166-1 alpha-2. */
export const DataLocation = Type.Object({
  countries: Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), { minItems: 1, maxItems: 20, uniqueItems: true }),
  place: Type.Optional(Text(200)),
});

/** What is offered: the part of an application that is reviewed, selected and later listed. */
export const ServiceProfile = Type.Object({
  name: Text(200),
  kind: ServiceKind,
  subtype: Code,
  categories: Type.Array(Code, { maxItems: 20 }),
  technologies: Type.Array(Code, { maxItems: 20 }),
  networks: Type.Array(Network, { minItems: 1, uniqueItems: true }),
  deployment: Type.Enum(['PUBLIC', 'PRIVATE', 'HYBRID', 'COMMUNITY']),
  infrastructureProviders: Type.Array(Text(200), { maxItems: 20 }),
  summary: Text(2000),
  specification: Type.Array(SpecificationAnswer, { maxItems: 100 }),
  sla: Sla,
  ai: Type.Optional(AiDisclosure),
  dataLocation: Type.Optional(DataLocation),
});

/** Credit rating of the supplier (신용평가등급), as the agency words it. */
export const CreditRating = Type.Object({ agency: Text(200), grade: Text(20), validTo: DayText });

export const DocumentFact = Type.Object({
  type: Code,
  sha256: Sha256,
  contentType: Text(100),
  bytes: Type.Integer({ minimum: 1 }),
});

export type SupplierFacts = Static<typeof SupplierFacts>;
export type Certificate = Static<typeof Certificate>;
export type PriceLine = Static<typeof PriceLine>;
export type Sla = Static<typeof Sla>;
export type SpecificationAnswer = Static<typeof SpecificationAnswer>;
export type AiDisclosure = Static<typeof AiDisclosure>;
export type DataLocation = Static<typeof DataLocation>;
export type ServiceProfile = Static<typeof ServiceProfile>;
export type CreditRating = Static<typeof CreditRating>;
export type DocumentFact = Static<typeof DocumentFact>;
export type ServiceKind = Static<typeof ServiceKind>;
export type CompanySize = Static<typeof CompanySize>;
export type Network = Static<typeof Network>;
export type NisVerification = Static<typeof NisVerification>;
export type BillingModel = Static<typeof BillingModel>;
export type Grade = Static<typeof Grade>;
