import type { Day } from '#common/kernel/day.js';
import type { Won } from '#common/kernel/money.js';
import { lastOf, type ContractRow, type YearShare } from './figure-rows.js';

/** Which date places a contract in time: the published totals follow no single one of them (§6.3). */
export const DATE_BASES = ['CONCLUDED', 'STARTED', 'REGISTERED'] as const;
export type DateBasis = (typeof DATE_BASES)[number];

/** How a multi-year contract (장기계속계약) adds to amounts: each year on its own date, or the total at its conclusion. */
export const MULTI_YEAR = ['YEARLY', 'TOTAL'] as const;
export type MultiYear = (typeof MULTI_YEAR)[number];

/** An amount on its date; of one contract the first of them stands for the contract itself. */
export interface Placed {
  readonly row: ContractRow;
  readonly date: Day;
  readonly fiscalYear: number;
  readonly amount: Won;
  readonly contracts: 0 | 1;
}

export interface Placing {
  readonly dateBasis: DateBasis;
  readonly multiYear: MultiYear;
}

export function dateOf(row: ContractRow, basis: DateBasis): Day {
  if (basis === 'CONCLUDED') return row.concludedOn;
  return basis === 'STARTED' ? row.startsOn : (row.registered?.on ?? row.concludedOn);
}

export const isRegistered = ({ registered }: ContractRow, asOf: Day): boolean =>
  registered !== undefined && registered.on <= asOf;

export const isRescinded = ({ rescinded }: ContractRow, asOf: Day): boolean =>
  rescinded !== undefined && rescinded.on <= asOf;

export const isTerminated = ({ terminated }: ContractRow, asOf: Day): boolean =>
  terminated !== undefined && terminated.on <= asOf;

/** The last amendment that held on that day. */
export function amendmentOn({ amendments }: ContractRow, asOf: Day) {
  if (amendments === undefined) return undefined;
  return lastOf(Object.fromEntries(Object.entries(amendments).filter(([, { on }]) => on <= asOf)));
}

/** The period begins in the year that pays (§5.6). */
export const firstYearOf = ({ firstYear, startsOn }: ContractRow): number =>
  firstYear?.fiscalYear ?? Number(startsOn.slice(0, 4));

/** What the contract is worth in all, as it counted on that day. */
export function amountOn(row: ContractRow, asOf: Day): Won {
  const { terminated, settled, registered, amount } = row;
  if (settled !== undefined && settled.on <= asOf) return settled.amount;
  if (terminated !== undefined && terminated.on <= asOf) return terminated.amount;
  return amendmentOn(row, asOf)?.amount ?? registered?.amount ?? amount;
}

/** A contract that counts on that day, in parts: none where it is not registered, or rescinded. */
export function partsOn(row: ContractRow, asOf: Day, { dateBasis, multiYear }: Placing): readonly Placed[] {
  if (!isRegistered(row, asOf) || isRescinded(row, asOf)) return [];
  const whole: Placed = {
    row,
    date: dateOf(row, dateBasis),
    fiscalYear: firstYearOf(row),
    amount: amountOn(row, asOf),
    contracts: 1,
  };
  return row.firstYear === undefined || multiYear === 'TOTAL'
    ? [whole]
    : yearsOf(row, whole, row.firstYear, asOf, dateBasis);
}

/** The contract, and each year of it that was open on that day, on the date of that year. */
function yearsOf(
  row: ContractRow,
  whole: Placed,
  first: YearShare,
  asOf: Day,
  dateBasis: DateBasis,
): readonly Placed[] {
  const { years = {} } = row;
  const opened = Object.entries(years)
    .filter(([, { on }]) => on <= asOf)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([year, { on, startsOn, amount }]): Placed => ({
      row,
      fiscalYear: Number(year),
      date: dateBasis === 'CONCLUDED' ? on : dateBasis === 'STARTED' ? startsOn : laterOf(on, whole.date),
      amount,
      contracts: 0,
    }));
  const amended = amendmentOn(row, asOf)?.years;
  const parts = [{ ...whole, ...first }, ...opened].map((part) => ({
    ...part,
    amount: amended === undefined ? part.amount : shareOf(amended, part),
  }));
  if (!isTerminated(row, asOf)) return parts;
  // The earlier years are spent first, as on the budgets.
  let left = amountOn(row, asOf);
  return parts.map((part) => {
    const amount = Math.min(left, part.amount);
    left -= amount;
    return { ...part, amount };
  });
}

const laterOf = (a: Day, b: Day): Day => (a > b ? a : b);

const shareOf = (years: readonly YearShare[], { fiscalYear }: Pick<YearShare, 'fiscalYear'>): Won =>
  years.find((one) => one.fiscalYear === fiscalYear)?.amount ?? 0;

/** The days on which what a contract adds to a figure may change, in order: none before its registration. */
export function daysOfChange({
  registered,
  amendments = {},
  years = {},
  terminated,
  settled,
  rescinded,
}: ContractRow): readonly Day[] {
  if (registered === undefined) return [];
  const facts = [registered, terminated, settled, rescinded, ...Object.values(amendments), ...Object.values(years)];
  const days = facts.flatMap((fact) => (fact === undefined || fact.on < registered.on ? [] : [fact.on]));
  return [...new Set(days)].sort();
}
