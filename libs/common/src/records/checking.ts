import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { closed } from '../events/publishable.js';
import { FIELD_CODES } from '../http/validation/field-registry.js';
import { cleanText, flawOfName, flawOfText } from '../http/validation/text.js';
import { hasCheckDigit } from '../kernel/business-number.js';
import { canonicalJson, sha256 } from '../kernel/canonical-json.js';
import type { Day } from '../kernel/day.js';
import { ERRORS_MAX, shortened, type FieldError } from '../kernel/errors.js';
import { exactSum, lineAmount, withVat } from '../kernel/money.js';
import { own } from '../kernel/own.js';
import type { PolicyValues } from '../kernel/policy.js';
import { priceModelFaults } from '../kernel/price-model.js';
import { repeatedAt } from '../kernel/repeated.js';
import {
  RECORD_KINDS,
  RECORD_SHAPES,
  SELECTIONS_FROM,
  type AgreementRecord,
  type ContractRecord,
  type ListingRecord,
  type RecordKind,
  type SelectionRecord,
  type SourceRecord,
} from './shapes.js';

/** The day on which a line is read, and the bounds of R-40. */
export interface Checking {
  readonly today: Day;
  readonly policy: Pick<PolicyValues, 'contracts.amountMax' | 'contracts.lineMax' | 'services.priceMax'>;
}

/** A line that can be imported, or every reason why it cannot. */
export type Checked = { readonly record: SourceRecord } | { readonly refused: readonly FieldError[] };

const DEPTH_MAX = 20;
/** Fields whose text is one line that people know something by. */
const NAMES: ReadonlySet<string> = new Set(['name', 'item', 'unit', 'ministry', 'projectName', 'actualUser']);
const CLOUD_SUBTYPES = ['IAAS', 'PAAS', 'SAAS', 'DAAS', 'HYBRID'];

const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true });
formats.default(ajv);

/** The shape of a kind with every object closed: a name that is not known is a typing error. */
export const closedShape = (kind: RecordKind): object => closed(RECORD_SHAPES[kind]) as object;

const compiled = new Map<RecordKind, ValidateFunction>();

function validatorOf(kind: RecordKind): ValidateFunction {
  const known = compiled.get(kind) ?? ajv.compile(closedShape(kind));
  compiled.set(kind, known);
  return known;
}

const flaw = (pointer: string, code: string, detail: string): FieldError => ({ pointer, code, detail });
const refusal = (errors: readonly FieldError[]): Checked => ({ refused: errors.slice(0, ERRORS_MAX) });

/** Cleans a line, and checks it by its shape and by what its fields say of one another. */
export function checkRecord(given: unknown, checking: Checking): Checked {
  const kind = kindOf(given);
  if (kind === undefined)
    return refusal([flaw('/kind', 'RECORD_KIND_UNKNOWN', `a line is an object whose kind is one of ${RECORD_KINDS}`)]);
  const flaws: FieldError[] = [];
  const cleaned = cleanedValue(given, { pointer: '', name: '', depth: 0, flaws });
  if (flaws.length > 0) return refusal(flaws);
  const validate = validatorOf(kind);
  if (!validate(cleaned)) return refusal((validate.errors ?? []).map(problemOf));
  const record = cleaned as SourceRecord;
  const faults = faultsOf(record, checking);
  return faults.length > 0 ? refusal(faults) : { record };
}

/** What two lines of one kind and number have in common when they say the same. */
export const recordDigest = (record: SourceRecord): string => sha256(canonicalJson(record));

/** The kind that a line says it is of, where there is such a kind. */
export function kindOf(given: unknown): RecordKind | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const kind = own(given as Readonly<Record<string, unknown>>, 'kind');
  return RECORD_KINDS.find((one) => one === kind);
}

interface Place {
  readonly pointer: string;
  readonly name: string;
  readonly depth: number;
  readonly flaws: FieldError[];
}

function cleanedValue(value: unknown, { pointer, name, depth, flaws }: Place): unknown {
  if (typeof value === 'string') {
    const text = cleanText(value);
    const found = NAMES.has(name) ? flawOfName(text) : flawOfText(text);
    if (found !== undefined) flaws.push({ pointer, ...found });
    return text;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) {
    flaws.push(flaw(shortened(pointer), 'RECORD_TOO_DEEP', `lies deeper than ${DEPTH_MAX} levels: leave it out`));
    return null;
  }
  const inner = (key: string | number, below: unknown): unknown =>
    cleanedValue(below, {
      pointer: `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`,
      name: typeof key === 'number' ? name : key,
      depth: depth + 1,
      flaws,
    });
  if (Array.isArray(value)) return value.map((item, i) => inner(i, item));
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, inner(key, below)]));
}

const CODES: ReadonlyMap<string, string> = new Map([
  ...FIELD_CODES,
  ['required', 'FIELD_REQUIRED'],
  ['additionalProperties', 'FIELD_UNKNOWN'],
]);

function problemOf({ instancePath, keyword, params, parentSchema }: ErrorObject): FieldError {
  const { missingProperty, additionalProperty } = params as { missingProperty?: string; additionalProperty?: string };
  const named = missingProperty ?? additionalProperty;
  return {
    pointer: shortened(named === undefined ? instancePath : `${instancePath}/${named}`),
    code: CODES.get(keyword) ?? 'FIELD_INVALID',
    detail: shortened(wordsFor(keyword, (parentSchema ?? {}) as ShapePart)),
  };
}

interface ShapePart {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: object;
}

const TYPES: ReadonlyMap<string | undefined, string> = new Map([
  ['string', 'a text'],
  ['boolean', 'true or false'],
  ['object', 'an object'],
  ['array', 'a list'],
  ['number', 'a number'],
]);

/** What to do about it. */
function wordsFor(keyword: string, part: ShapePart): string {
  if (keyword === 'required') return 'is missing: state it';
  if (keyword === 'additionalProperties') return `is no field here; known are ${Object.keys(part.properties ?? {})}`;
  if (keyword === 'uniqueItems') return 'each item once';
  if (part.enum !== undefined) return `one of ${part.enum.join(', ')}`;
  if (part.format === 'date') return 'a calendar day that exists, YYYY-MM-DD';
  if (part.description !== undefined && keyword !== 'maximum') return part.description;
  if (part.const !== undefined) return `${String(part.const)}, or left out`;
  if (part.type === 'integer') return `a whole number from ${part.minimum ?? 0} to ${part.maximum ?? 'any'}`;
  if (part.pattern !== undefined) return `a text of the form ${part.pattern}`;
  if (keyword.endsWith('Length')) return `${part.minLength ?? 0} to ${part.maxLength ?? 'any number of'} characters`;
  if (keyword.endsWith('Items')) return `${part.minItems ?? 0} to ${part.maxItems ?? 'any number of'} items`;
  return TYPES.get(part.type) ?? 'as the schema says';
}

function faultsOf(record: SourceRecord, checking: Checking): readonly FieldError[] {
  switch (record.kind) {
    case 'supplier':
      return [...digits('/number', record.number), ...past('/registeredOn', record.registeredOn, checking)];
    case 'institution':
      return [];
    case 'selection':
      return selectionFaults(record, checking);
    case 'listing':
      return listingFaults(record, checking);
    case 'agreement':
      return agreementFaults(record, checking);
    case 'contract':
      return contractFaults(record, checking);
    case 'registration':
      return past('/registeredOn', record.registeredOn, checking);
  }
}

/** A line has no officer who looks at the number, as a registration here has: its check digit has to hold. */
const digits = (pointer: string, number: string): readonly FieldError[] =>
  hasCheckDigit(number)
    ? []
    : [flaw(pointer, 'BUSINESS_NUMBER_WRONG', `${number} is mistyped: its last digit is not the one of the others`)];

/** What was done lies behind us; what something is valid to may lie ahead. */
const past = (pointer: string, day: Day, { today }: Checking): readonly FieldError[] =>
  day <= today ? [] : [flaw(pointer, 'DAY_IN_FUTURE', `${day} has not come yet; today is ${today}`)];

/** @param first a day that may not lie behind the second, whose field is named */
const ordered = (first: Day, second: Day, pointer: string, name: string): readonly FieldError[] =>
  first <= second ? [] : [flaw(pointer, 'DAYS_OUT_OF_ORDER', `${second} lies before ${name} ${first}`)];

function selectionFaults(record: SelectionRecord, checking: Checking): readonly FieldError[] {
  const { supplier, appliedOn, decidedOn, deemed = false, service, prices, certificates } = record;
  const isEarly = decidedOn < SELECTIONS_FROM;
  return [
    ...digits('/supplier', supplier),
    ...past('/decidedOn', decidedOn, checking),
    ...ordered(appliedOn, decidedOn, '/decidedOn', 'the application of'),
    ...(deemed === isEarly
      ? []
      : [flaw('/deemed', 'DEEMED_WRONG', `true exactly for what was decided before ${SELECTIONS_FROM}`)]),
    ...(service.kind !== 'CLOUD_COMPUTING' || CLOUD_SUBTYPES.includes(service.subtype)
      ? []
      : [flaw('/service/subtype', 'SUBTYPE_UNKNOWN', `of cloud computing: one of ${CLOUD_SUBTYPES.join(', ')}`)]),
    ...priceFaults(prices, '', checking),
    ...certificateFaults(certificates, ''),
  ];
}

function priceFaults(prices: SelectionRecord['prices'], at: string, { policy }: Checking): readonly FieldError[] {
  const most = policy['services.priceMax'];
  return [
    ...repeatedAt(prices, ({ code }) => code).map((i) =>
      flaw(`${at}/prices/${i}/code`, 'PRICE_CODE_REPEATED', 'each line of the price table has a code of its own'),
    ),
    ...prices.flatMap(({ unitPrice, vatIncluded }, i) =>
      implausible(withVat(unitPrice, vatIncluded), most, `${at}/prices/${i}/unitPrice`, 'services.priceMax'),
    ),
    ...priceModelFaults(prices).map(({ pointer, ...fault }) => ({ pointer: `${at}${pointer}`, ...fault })),
  ];
}

const certificateFaults = (certificates: SelectionRecord['certificates'], at: string): readonly FieldError[] =>
  certificates.flatMap(({ validFrom, validTo }, i) =>
    ordered(validFrom, validTo, `${at}/certificates/${i}/validTo`, 'its first day'),
  );

/** a typing error of some digits is refused before it is in a total. */
const implausible = (amount: number, most: number, pointer: string, bound: string): readonly FieldError[] =>
  amount <= most ? [] : [flaw(pointer, 'AMOUNT_IMPLAUSIBLE', `more than ${most} won with VAT (${bound})`)];

function listingFaults({ publishedOn, validTo, versions }: ListingRecord, checking: Checking): readonly FieldError[] {
  return [
    ...past('/publishedOn', publishedOn, checking),
    ...ordered(publishedOn, validTo, '/validTo', 'the publication of'),
    ...versions.flatMap((version, i) => {
      const at = `/versions/${i}`;
      const before = versions.slice(0, i);
      const lastTo = before.findLast((one) => one.validTo !== undefined)?.validTo ?? validTo;
      return [
        ...past(`${at}/from`, version.from, checking),
        ...ordered(before.at(-1)?.from ?? publishedOn, version.from, `${at}/from`, 'the version before, of'),
        ...(version.validTo === undefined ? [] : ordered(lastTo, version.validTo, `${at}/validTo`, 'the last end')),
        ...priceFaults(version.prices ?? [], at, checking),
        ...certificateFaults(version.certificates ?? [], at),
      ];
    }),
  ];
}

function agreementFaults(record: AgreementRecord, checking: Checking): readonly FieldError[] {
  const { validFrom, validTo, productClassNo, detailedClassNo } = record;
  const isOfClass = productClassNo === undefined || (detailedClassNo?.startsWith(productClassNo) ?? true);
  return [
    ...past('/validFrom', validFrom, checking),
    ...ordered(validFrom, validTo, '/validTo', 'its first day'),
    ...(isOfClass ? [] : [flaw('/detailedClassNo', 'CLASS_MISMATCH', `begins with the class ${productClassNo}`)]),
  ];
}

function contractFaults(record: ContractRecord, checking: Checking): readonly FieldError[] {
  const { supplier, method, agreement, period, neededOn, concludedOn, startsOn } = record;
  return [
    ...digits('/supplier', supplier),
    ...past('/concludedOn', concludedOn, checking),
    ...ordered(neededOn, concludedOn, '/concludedOn', 'the need of'),
    ...ordered(period.from, period.to, '/period/to', 'the first day'),
    ...(startsOn === period.from ? [] : [flaw('/startsOn', 'START_NOT_OF_PERIOD', `the first day of the period`)]),
    ...((method === 'CATALOG') === (agreement !== undefined)
      ? []
      : [flaw('/agreement', 'AGREEMENT_MISMATCH', 'a contract by catalog names its agreement, any other none')]),
    ...amountFaults(record, checking),
  ];
}

function amountFaults({ lines, amount }: ContractRecord, { policy }: Checking): readonly FieldError[] {
  const most = BigInt(policy['contracts.lineMax']);
  const tooLarge = lines.flatMap(({ unitPrice, quantity, vatIncluded }, i) =>
    BigInt(unitPrice) * BigInt(quantity) > most || withVat(unitPrice * quantity, vatIncluded) > most
      ? [flaw(`/lines/${i}`, 'AMOUNT_IMPLAUSIBLE', `more than ${most} won with VAT (contracts.lineMax)`)]
      : [],
  );
  // A line that is too large may have no exact amount.
  if (tooLarge.length > 0) return tooLarge;
  const sum = exactSum(lines.map((line) => lineAmount(line, line.quantity)));
  return [
    ...implausible(amount, policy['contracts.amountMax'], '/amount', 'contracts.amountMax'),
    ...(sum === BigInt(amount) ? [] : [flaw('/amount', 'AMOUNT_NOT_OF_LINES', `the lines cost ${sum} won with VAT`)]),
  ];
}
