import { sampleAi } from '#common/events/definitions/samples.js';
import type { Certificate, CompanySize, PriceLine, ServiceProfile } from '#common/events/definitions/shapes.js';
import { hasCheckDigit } from '#common/kernel/business-number.js';
import { addDays, addYears, type Day } from '#common/kernel/day.js';
import {
  SELECTIONS_FROM,
  type AgreementRecord,
  type ListingRecord,
  type SelectionRecord,
  type SupplierRecord,
} from '#common/records/shapes.js';
import type { Chance } from './chance.js';
import { calendar, SESSIONS } from './sessions.js';
import { mixed } from './spreading.js';
import { AGREEMENTS, SELECTION_QUOTAS, type SelectionQuota, type ServiceType } from './tables.js';

/** No act of the records lies after it; the story begins on the next day. */
export const LAST_DAY = '2025-08-03';
/** A renewal is granted so long before the end. */
const RENEWED_BEFORE_DAYS = 90;
const VALID_YEARS = 3;

/** All that a selection led to. */
export interface Listed {
  readonly type: ServiceType;
  readonly size: CompanySize;
  readonly selection: SelectionRecord;
  readonly listing: ListingRecord;
  readonly agreements: readonly AgreementRecord[];
}

export interface Selected {
  readonly suppliers: readonly SupplierRecord[];
  readonly services: readonly Listed[];
}

/** Sizes of suppliers, in turn: large ones offer infrastructure and support, small ones nearly everything. */
const SIZES: Readonly<Record<ServiceType, readonly CompanySize[]>> = {
  IAAS: ['LARGE', 'MID_SIZED', 'SMALL_MEDIUM', 'SMALL_MEDIUM'],
  PAAS: ['SMALL_MEDIUM'],
  SAAS: [
    'SMALL_MEDIUM',
    'MID_SIZED',
    'SMALL_MEDIUM',
    'LARGE',
    'SMALL_MEDIUM',
    'SMALL_MEDIUM',
    'MID_SIZED',
    'SMALL_MEDIUM',
    'SMALL_MEDIUM',
    'SMALL_MEDIUM',
  ],
  SUPPORT: ['LARGE', 'MID_SIZED', 'SMALL_MEDIUM', 'SMALL_MEDIUM'],
  CONVERGENCE: ['SMALL_MEDIUM'],
};

const WORDS: Readonly<Record<ServiceType, string>> = {
  IAAS: '기반시설 클라우드',
  PAAS: '개발 환경 클라우드',
  SAAS: '업무 클라우드',
  SUPPORT: '클라우드 지원',
  CONVERGENCE: '융합',
};
const CATEGORIES: Readonly<Record<ServiceType, readonly string[]>> = {
  IAAS: ['COMPUTE', 'STORAGE', 'NETWORK'],
  PAAS: ['PLATFORM'],
  SAAS: ['DOCUMENT', 'COLLABORATION', 'MAIL', 'EDUCATION', 'VEHICLE'],
  SUPPORT: ['OPERATION'],
  CONVERGENCE: ['ANALYSIS'],
};
const SUPPORT_SUBTYPES = ['MANAGED_SERVICE', 'MIGRATION', 'CONSULTING'];
const FUSED = ['BIG_DATA', 'IOT'];

/** Bought in advance and used up: an amount of any size is so many of them. */
export const CREDIT: PriceLine = {
  code: 'CREDIT',
  item: '이용 크레딧 1만 원',
  unit: '개',
  unitPrice: 10_000,
  vatIncluded: true,
  billingModel: 'FLAT',
};

/** The selections of all sessions, what was listed of them, and whose they are. */
export function selectServices(chance: Chance): Selected {
  const suppliers: SupplierRecord[] = [];
  const services: Listed[] = [];
  let from = '';
  for (const { to, of } of SELECTION_QUOTAS) {
    const sessions = SESSIONS.flatMap((day, i) => (day > from && day <= to ? [i] : []));
    const types = mixed(of.services);
    const ai = aiAmong(types, of);
    let firsts = 0;
    types.forEach((type, i) => {
      const session = sessions[Math.floor((i * sessions.length) / types.length)] ?? 0;
      const n = services.length + 1;
      const place = services.filter((one) => one.type === type).length;
      const size = SIZES[type][place % SIZES[type].length] as CompanySize;
      const known = suppliers.filter((one) => one.size === size);
      const isNew = known.length === 0 || firsts < Math.round((of.suppliers * (i + 1)) / types.length);
      if (isNew) firsts += 1;
      const supplier = isNew ? newSupplier(suppliers.length + 1, size, session) : chance.of(known);
      if (isNew) suppliers.push(supplier);
      const made = { n, place, type, size, session, supplier: supplier.number, isAi: ai.has(i) };
      services.push(listed(made, chance));
    });
    from = to;
  }
  return { suppliers, services: withAgreements(services) };
}

/** Places of the convergence services of artificial intelligence: the last ones. */
function aiAmong(types: readonly ServiceType[], { ai }: SelectionQuota): ReadonlySet<number> {
  const places = types.flatMap((type, i) => (type === 'CONVERGENCE' ? [i] : []));
  return new Set(ai === 0 ? [] : places.slice(-ai));
}

const appliedFor = (session: number): Day => calendar.add(SESSIONS[session] as Day, -25);

function newSupplier(n: number, size: CompanySize, session: number): SupplierRecord {
  return {
    kind: 'supplier',
    number: businessNumber(n),
    name: `제공기업 ${1_000 + n}`,
    size,
    registeredOn: addDays(appliedFor(session), -7),
    synthetic: true,
  };
}

/** Numbers of which no office gave out a supplier's: they begin as the numbers of the story do. */
function businessNumber(n: number): string {
  const nine = `6100${String(n).padStart(5, '0')}`;
  return [...'0123456789'].map((digit) => nine + digit).find(hasCheckDigit) as string;
}

interface Made {
  readonly n: number;
  readonly place: number;
  readonly type: ServiceType;
  readonly size: CompanySize;
  readonly session: number;
  readonly supplier: string;
  readonly isAi: boolean;
}

function listed(made: Made, chance: Chance): Listed {
  const { n, type, size, session, supplier } = made;
  const decidedOn = SESSIONS[session] as Day;
  const number = String(n).padStart(4, '0');
  const certificate = certificateOf(made, addDays(decidedOn, -30 - chance.below(270)));
  const selection: SelectionRecord = {
    kind: 'selection',
    number: `SEL-${String(session + 1).padStart(2, '0')}-${number}`,
    supplier,
    sessionNo: session + 1,
    appliedOn: appliedFor(session),
    decidedOn,
    ...(decidedOn < SELECTIONS_FROM && { deemed: true }),
    service: serviceOf(made),
    prices: [
      {
        code: 'STD',
        item: '표준형',
        unit: '월',
        unitPrice: 100_000 * (3 + chance.below(60)),
        vatIncluded: true,
        billingModel: 'FLAT',
      },
      CREDIT,
    ],
    certificates: certificate === undefined ? [] : [certificate],
    synthetic: true,
  };
  const publishedOn = calendar.add(decidedOn, 5);
  const validTo = earliest(addYears(decidedOn, VALID_YEARS), certificate?.validTo);
  const listing: ListingRecord = {
    kind: 'listing',
    number: `LST-${decidedOn.slice(0, 4)}-${number}`,
    selection: selection.number,
    publishedOn,
    validTo,
    versions: renewals(validTo, certificate),
    synthetic: true,
  };
  return { type, size, selection, listing, agreements: [] };
}

function serviceOf({ n, place, type, isAi }: Made): ServiceProfile {
  const isCloud = type !== 'SUPPORT' && type !== 'CONVERGENCE';
  const networks: ServiceProfile['networks'] = n % 3 === 0 ? ['EXTERNAL'] : ['INTERNAL', 'EXTERNAL'];
  const turn = <T>(items: readonly T[]): T => items[place % items.length] as T;
  return {
    name: `${WORDS[type]} 서비스 ${n}`,
    kind: isCloud ? 'CLOUD_COMPUTING' : type === 'SUPPORT' ? 'CLOUD_SUPPORT' : 'CONVERGENCE',
    subtype: isCloud ? type : type === 'SUPPORT' ? turn(SUPPORT_SUBTYPES) : 'SAAS',
    categories: [turn(CATEGORIES[type])],
    technologies: type !== 'CONVERGENCE' ? [] : isAi ? ['AI'] : [turn(FUSED)],
    networks,
    deployment: 'PUBLIC',
    infrastructureProviders: type === 'SUPPORT' ? [] : [providerOf(n)],
    summary: `${WORDS[type]} 서비스의 견본 자료이다.`,
    specification: [],
    sla: { availabilityPercent: 99.9, description: '월 가용률 99.9 %' },
    ...(isAi && { ai: { ...sampleAi, networks } }),
  };
}

const providerOf = (n: number): string => `샘플 클라우드 ${(n % 7) + 1}`;

/** Five years; three where it is of the simple grade (간편등급), as every second one of SaaS is. None for support. */
function certificateOf({ n, place, type }: Made, validFrom: Day): Certificate | undefined {
  if (type === 'SUPPORT') return undefined;
  const isSimple = type === 'SAAS' && place % 2 === 1;
  return {
    scheme: 'CSAP',
    grade: isSimple ? 'LOW' : 'MEDIUM',
    number: `CSAP-${validFrom.slice(0, 4)}-${String(n).padStart(4, '0')}`,
    validFrom,
    validTo: addDays(addYears(validFrom, isSimple ? 3 : 5), -1),
    infrastructureProvider: providerOf(n),
  };
}

const earliest = (a: Day, b: Day | undefined): Day => (b === undefined || a < b ? a : b);

/** Each renewal until the last day of the records; a certificate that would end is followed by another one. */
function renewals(firstTo: Day, first: Certificate | undefined): ListingRecord['versions'] {
  const versions: ListingRecord['versions'] = [];
  let validTo = firstTo;
  const certificates = first === undefined ? [] : [first];
  for (;;) {
    const from = calendar.onOrBefore(addDays(validTo, -RENEWED_BEFORE_DAYS));
    if (from > LAST_DAY) return versions;
    const last = certificates.at(-1);
    const ends = last !== undefined && last.validTo <= validTo;
    if (ends) certificates.push(nextOf(last));
    validTo = earliest(addYears(validTo, VALID_YEARS), certificates.at(-1)?.validTo);
    versions.push({ from, validTo, ...(ends && { certificates: [...certificates] }) });
  }
}

function nextOf({ number, validFrom, validTo, ...rest }: Certificate): Certificate {
  const from = addDays(validTo, 1);
  const years = Number(from.slice(0, 4)) - Number(validFrom.slice(0, 4));
  return {
    ...rest,
    number: `${number.slice(0, 5)}${from.slice(0, 4)}${number.slice(9)}`,
    validFrom: from,
    validTo: addDays(addYears(from, years), -1),
  };
}

/** The first services have an agreement for each term of their listing, until there are as many as there have to be. */
function withAgreements(services: readonly Listed[]): readonly Listed[] {
  let made = 0;
  return services.map((service) => {
    const agreements = service.type === 'PAAS' ? [] : agreementsOf(service, made);
    if (made + agreements.length > AGREEMENTS) return service;
    made += agreements.length;
    return { ...service, agreements };
  });
}

function agreementsOf({ listing }: Listed, before: number): readonly AgreementRecord[] {
  const { number, publishedOn, validTo, versions } = listing;
  const ends = [validTo, ...versions.map((version) => version.validTo ?? validTo)];
  return ends.flatMap((to, i) => {
    const validFrom = i === 0 ? calendar.add(publishedOn, 5) : addDays(ends[i - 1] as Day, 1);
    if (validFrom > LAST_DAY) return [];
    return [
      {
        kind: 'agreement',
        number: `00-${validFrom.slice(2, 4)}-${String(90_001 + before + i)}-00`,
        listing: number,
        validFrom,
        validTo: to,
        productClassNo: '81112200',
        detailedClassNo: '8111220001',
        synthetic: true,
      },
    ];
  });
}

/** The version of a listing that holds on a day, from 1, and until when it is valid. */
export function versionOn({ validTo, versions }: ListingRecord, day: Day): { version: number; validTo: Day } {
  const held = versions.filter(({ from }) => from <= day);
  return { version: 1 + held.length, validTo: held.at(-1)?.validTo ?? validTo };
}
