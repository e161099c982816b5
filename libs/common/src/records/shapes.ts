import { Type, type Static, type TObject, type TProperties } from 'typebox';
import {
  CONTRACT_METHODS,
  ContractLine,
  INSTITUTION_TYPES,
  InstitutionFacts,
  PROCUREMENT_ROUTES,
} from '../events/definitions/contract-facts.js';
import {
  BusinessNumber,
  Certificate,
  Code,
  CompanySize,
  DayText,
  PriceLine,
  ServiceProfile,
  Text,
} from '../events/definitions/shapes.js';
import { derivedId } from '../kernel/ids.js';

/**
 * Lines of records from before this system (이관 자료, §6), one shape for each kind. A line has the source's own numbers
 * and no id of ours: ids derive from kind and number. No line has personal data.
 */

/** In the order in which each finds what it refers to. */
export const RECORD_KINDS = [
  'supplier',
  'institution',
  'selection',
  'listing',
  'agreement',
  'contract',
  'registration',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** The last session before the first one that this system held. */
export const LAST_SESSION = 61;
/** From this day on a decision is a selection; earlier ones are deemed to be (2023 addenda Art. 3). */
export const SELECTIONS_FROM = '2023-01-12';
const NUMBER_MAX = 60;

const SourceNumber = Type.String({
  minLength: 1,
  maxLength: NUMBER_MAX,
  pattern: '^[A-Za-z0-9가-힣][A-Za-z0-9가-힣._/-]*$',
  description: "the source's own number: letters, digits, and . _ / - between them",
});

const line = <K extends RecordKind, N extends TProperties[string], P extends TProperties>(
  kind: K,
  number: N,
  fields: P,
) =>
  Type.Object({
    kind: Type.Literal(kind),
    number,
    ...fields,
    synthetic: Type.Optional(Type.Literal(true, { description: 'true: generated, about nobody; else left out' })),
  });

/** A supplier (제공기업); its number is the business number. */
export const SupplierRecord = line('supplier', BusinessNumber, {
  name: Text(200),
  size: CompanySize,
  registeredOn: DayText,
});

/** A demand institution (수요기관); its number is the institution code. */
export const InstitutionRecord = line('institution', InstitutionFacts.properties.code, {
  name: Text(200),
  type: Type.Enum(INSTITUTION_TYPES),
  ministry: Type.Optional(Text(200)),
});

/** A decision of the committee by which a service was selected (선정). */
export const SelectionRecord = line('selection', SourceNumber, {
  supplier: BusinessNumber,
  sessionNo: Type.Integer({ minimum: 1, maximum: LAST_SESSION }),
  appliedOn: DayText,
  decidedOn: DayText,
  deemed: Type.Optional(Type.Literal(true, { description: `true: decided before ${SELECTIONS_FROM}; else left out` })),
  service: ServiceProfile,
  prices: Type.Array(PriceLine, { minItems: 1, maxItems: 200 }),
  certificates: Type.Array(Certificate, { maxItems: 50 }),
});

/** What a listing says from a day on; a renewal has a new end of validity. What is left out stays as it was. */
const ListingVersion = Type.Object({
  from: DayText,
  validTo: Type.Optional(DayText),
  prices: Type.Optional(Type.Array(PriceLine, { minItems: 1, maxItems: 200 })),
  certificates: Type.Optional(Type.Array(Certificate, { maxItems: 50 })),
});

/** The publication of what was selected, which is version 1; `versions` are the second and later ones. */
export const ListingRecord = line('listing', SourceNumber, {
  selection: SourceNumber,
  publishedOn: DayText,
  validTo: DayText,
  versions: Type.Array(ListingVersion, { maxItems: 50 }),
});

/** A catalog agreement of the Public Procurement Service (카탈로그 계약); its number is that of the agreement. */
export const AgreementRecord = line('agreement', SourceNumber, {
  listing: SourceNumber,
  validFrom: DayText,
  validTo: DayText,
  productClassNo: Type.Optional(Type.String({ pattern: '^[0-9]{8}$', description: '물품분류번호, 8 digits' })),
  detailedClassNo: Type.Optional(Type.String({ pattern: '^[0-9]{10}$', description: '세부품명번호, 10 digits' })),
});

/**
 * A concluded use contract (이용계약); its number is that of the contract. `amount` is a check sum: it has to be that of
 * the lines, VAT included.
 */
export const ContractRecord = line('contract', SourceNumber, {
  projectName: Text(200),
  method: Type.Enum(CONTRACT_METHODS),
  route: Type.Enum(PROCUREMENT_ROUTES),
  agreement: Type.Optional(SourceNumber),
  institution: InstitutionFacts.properties.code,
  supplier: BusinessNumber,
  listing: SourceNumber,
  listingVersion: Type.Integer({ minimum: 1, maximum: 51 }),
  lines: Type.Array(Type.Omit(ContractLine, ['amount']), { minItems: 1, maxItems: 200 }),
  amount: ContractLine.properties.amount,
  period: Type.Object({ from: DayText, to: DayText }),
  neededOn: DayText,
  concludedOn: DayText,
  startsOn: DayText,
});

/** The registration of a use (이용 내역 등록, §5.5). What the form has of the contract comes from there. */
export const RegistrationRecord = line('registration', SourceNumber, {
  contract: SourceNumber,
  registeredOn: DayText,
  projectName: Text(200),
  actualUser: Text(200),
  userType: Type.Enum(INSTITUTION_TYPES, { description: 'Of the actual user' }),
  useTopic: Type.Optional(Code),
  supportProgramme: Type.Boolean(),
});

export type SupplierRecord = Static<typeof SupplierRecord>;
export type InstitutionRecord = Static<typeof InstitutionRecord>;
export type SelectionRecord = Static<typeof SelectionRecord>;
export type ListingRecord = Static<typeof ListingRecord>;
export type AgreementRecord = Static<typeof AgreementRecord>;
export type ContractRecord = Static<typeof ContractRecord>;
export type RegistrationRecord = Static<typeof RegistrationRecord>;

/** A line of any kind. */
export type SourceRecord =
  | SupplierRecord
  | InstitutionRecord
  | SelectionRecord
  | ListingRecord
  | AgreementRecord
  | ContractRecord
  | RegistrationRecord;

export const RECORD_SHAPES: Readonly<Record<RecordKind, TObject>> = {
  supplier: SupplierRecord,
  institution: InstitutionRecord,
  selection: SelectionRecord,
  listing: ListingRecord,
  agreement: AgreementRecord,
  contract: ContractRecord,
  registration: RegistrationRecord,
};

/** The id here of what a source numbers; suppliers and institutions have the one they would register under. */
export const recordId = (kind: RecordKind, number: string): string => derivedId(kind, number);
