import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import { daysBetween, type Day } from '#common/kernel/day.js';
import { derivedId } from '#common/kernel/ids.js';
import { exactSum, type Won } from '#common/kernel/money.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import { byText } from '#common/kernel/text-order.js';

/** What oversight looks at first (점검 지표, §6.5): a hint, and no finding. */
export const RED_FLAGS = ['EQUAL_OFFERS', 'SPLIT_PURCHASES', 'SINGLE_SUPPLIER'] as const;
export type RedFlagRule = (typeof RED_FLAGS)[number];

export const RULE_TEXTS: Readonly<Record<RedFlagRule, Bilingual>> = {
  EQUAL_OFFERS: {
    ko: '한 계약에서 서로 다른 공급자가 낸 금액이 같다 (담합 의심).',
    en: 'Rivals offered the same amount for one contract.',
  },
  SPLIT_PURCHASES: {
    ko: '같은 공급자와 짧은 기간에 맺은, 각각 기준금액 미만인 계약의 합이 기준금액 이상이다 (쪼개기 의심).',
    en: 'Contracts with one supplier within few days are each below the threshold, and together not.',
  },
  SINGLE_SUPPLIER: {
    ko: '기간 안의 모든 계약을 한 공급자와 맺었다.',
    en: 'All contracts of the institution in the period are with one supplier.',
  },
};

type Buyer = Pick<InstitutionFacts, 'code' | 'name'>;
type Seller = Pick<SupplierFacts, 'businessNumber' | 'name'>;

/** A contract as it was concluded. */
export interface Purchase {
  readonly contractId: string;
  readonly contractNo: string;
  readonly institution: Buyer;
  readonly supplier: Seller;
  /** VAT included. */
  readonly amount: Won;
  readonly concludedOn: Day;
  /** It was undone: nothing was bought (해제). */
  readonly rescindedOn?: Day;
}

/** A concluded contract with all that was offered for it. */
export interface Contested extends Purchase {
  readonly offers: readonly {
    readonly supplier: Seller;
    readonly amount: Won;
    /** Business numbers of the members of its consortium behind it. */
    readonly members?: readonly string[];
  }[];
}

/** Figures that a flag rests on; those of the policy are as they hold on the day of the question. */
interface Figures {
  readonly contracts: number;
  /** Of the contracts together; of equal offers what each of them was. */
  readonly amount: bigint;
  readonly offers?: number;
  readonly threshold?: Won;
  readonly days?: number;
  readonly contractsMin?: number;
}

export interface RedFlag {
  /** The same for the same rule and contracts. */
  readonly id: string;
  readonly rule: RedFlagRule;
  readonly institution: Buyer;
  readonly suppliers: readonly Seller[];
  /** Days of the first and the last of its contracts. */
  readonly from: Day;
  readonly to: Day;
  /** In the order of their conclusion. */
  readonly contracts: readonly Purchase[];
  readonly figures: Figures;
  /** Organisations whose own people are not told. */
  readonly concerned: readonly string[];
}

type Limits = Pick<
  PolicyValues,
  'contracts.splitThresholdAmount' | 'contracts.splitDays' | 'contracts.singleSupplierContractsMin'
>;

/** All flags on the contracts of a period. */
export const redFlagsOn = (
  purchases: readonly Purchase[],
  contested: readonly Contested[],
  policy: Limits,
): readonly RedFlag[] => [
  ...equalOffers(contested),
  ...splitPurchases(purchases, policy),
  ...singleSuppliers(purchases, policy),
];

/** Different suppliers offered the same amount for one contract. Two offers of one supplier are no sign of anything. */
export const equalOffers = (contested: readonly Contested[]): readonly RedFlag[] =>
  contested.flatMap(({ offers, ...contract }) =>
    [...grouped(offers, ({ amount }) => amount)].flatMap(([amount, equal]) => {
      const suppliers = distinctSellers(equal.map(({ supplier }) => supplier));
      if (suppliers.length < 2) return [];
      const figures = { contracts: 1, offers: equal.length, amount: BigInt(amount) };
      const offering = offers.flatMap(({ supplier, members = [] }) => [supplier.businessNumber, ...members]);
      return [flagOf('EQUAL_OFFERS', { suppliers, contracts: [contract], figures, concerned: offering })];
    }),
  );

/**
 * Purchases of one institution from one supplier, each below the threshold, that come to it within some days. Windows
 * that share a contract are one series: a chain of purchases is told once.
 */
export function splitPurchases(
  purchases: readonly Purchase[],
  { 'contracts.splitThresholdAmount': threshold, 'contracts.splitDays': days }: Limits,
): readonly RedFlag[] {
  const small = standing(purchases).filter(({ amount }) => amount < threshold);
  const pairs = grouped(small, ({ institution, supplier }) => `${institution.code} ${supplier.businessNumber}`);
  return [...pairs.values()].flatMap((ofPair) =>
    seriesOf(ofPair, { threshold, days }).map((contracts) => {
      const figures = { contracts: contracts.length, amount: sumOf(contracts), threshold, days };
      return flagOf('SPLIT_PURCHASES', { contracts, figures });
    }),
  );
}

interface Window {
  readonly threshold: Won;
  readonly days: number;
}

/** @param purchases in the order of their conclusion */
function seriesOf(purchases: readonly Purchase[], { threshold, days }: Window): readonly (readonly Purchase[])[] {
  const series: { readonly first: number; last: number }[] = [];
  let end = 0;
  const isWithin = (from: Day, one: Purchase | undefined): boolean =>
    one !== undefined && daysBetween(from, one.concludedOn) < days;
  for (const [first, { concludedOn }] of purchases.entries()) {
    while (isWithin(concludedOn, purchases[end + 1])) end++;
    const window = purchases.slice(first, end + 1);
    if (window.length < 2 || sumOf(window) < BigInt(threshold)) continue;
    const open = series.at(-1);
    if (open !== undefined && first <= open.last) open.last = end;
    else series.push({ first, last: end });
  }
  return series.map(({ first, last }) => purchases.slice(first, last + 1));
}

/** Institutions with some contracts in the period, all of them with one supplier. */
export function singleSuppliers(
  purchases: readonly Purchase[],
  { 'contracts.singleSupplierContractsMin': contractsMin }: Limits,
): readonly RedFlag[] {
  const institutions = grouped(standing(purchases), ({ institution }) => institution.code);
  return [...institutions.values()].flatMap((contracts) => {
    const suppliers = distinctSellers(contracts.map(({ supplier }) => supplier));
    if (contracts.length < contractsMin || suppliers.length > 1) return [];
    const figures = { contracts: contracts.length, amount: sumOf(contracts), contractsMin };
    return [flagOf('SINGLE_SUPPLIER', { contracts, figures })];
  });
}

interface Found {
  readonly contracts: readonly Purchase[];
  readonly figures: Figures;
  /** Those of the contracts unless said otherwise. */
  readonly suppliers?: readonly Seller[];
  readonly concerned?: readonly string[];
}

function flagOf(rule: RedFlagRule, { contracts, figures, suppliers, concerned = [] }: Found): RedFlag {
  const [first, last] = [contracts[0] as Purchase, contracts.at(-1) as Purchase];
  const sellers = distinctSellers(contracts.map(({ supplier }) => supplier));
  const ids = contracts.map(({ contractId }) => contractId).join(' ');
  return {
    id: derivedId('red-flag', `${rule} ${figures.amount} ${ids}`),
    rule,
    institution: last.institution,
    suppliers: suppliers ?? sellers,
    from: first.concludedOn,
    to: last.concludedOn,
    contracts,
    figures,
    concerned: [
      ...new Set([last.institution.code, ...sellers.map(({ businessNumber }) => businessNumber), ...concerned]),
    ],
  };
}

/** Those that were not undone, in the order of their conclusion. */
const standing = (purchases: readonly Purchase[]): readonly Purchase[] =>
  purchases
    .filter(({ rescindedOn }) => rescindedOn === undefined)
    .toSorted((a, b) => byText(a.concludedOn, b.concludedOn) || byText(a.contractNo, b.contractNo));

const sumOf = (purchases: readonly Purchase[]): bigint => exactSum(purchases.map(({ amount }) => amount));

/** A supplier is known by its number; its newest name is shown. */
const distinctSellers = (sellers: readonly Seller[]): readonly Seller[] => [
  ...new Map(sellers.map((one) => [one.businessNumber, one])).values(),
];

function grouped<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
