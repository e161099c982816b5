import { addDays, daysBetween, type Day } from '#common/kernel/day.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import { sumWon, type Won } from '#common/kernel/money.js';
import { floored, fraction, times } from '#common/kernel/ratio.js';
import { mostSpent } from './contract.rules.js';
import type { ContractState, Period, Terms, YearPart } from './contract.state.js';
import { fiscalYearOf } from './period.rules.js';

/** What is to come from the budget of a fiscal year, VAT included. */
export interface YearAmount {
  readonly fiscalYear: number;
  readonly amount: Won;
}

/** What is shared over fiscal years: the amount, and the cap where there is one. */
type Shared = Pick<Terms, 'amount' | 'cap'>;

/** Fiscal years in which a period has days, in order. */
const yearsOf = ({ from, to }: Period): readonly number[] => {
  const [first, last] = [fiscalYearOf(from), fiscalYearOf(to)];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
};

const later = (a: Day, b: Day): Day => (a > b ? a : b);
const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

/** Calendar days from one day to another, both counted. */
const daysOf = ({ from, to }: Period): number => daysBetween(from, addDays(to, 1));

/** The days of a fiscal year within a period. */
export const yearPeriod = ({ from, to }: Period, fiscalYear: number): Period => ({
  from: later(from, `${fiscalYear}-01-01`),
  to: earlier(to, `${fiscalYear}-12-31`),
});

/**
 * An amount over the fiscal years of a period by their calendar days, in whole won; what is left over is in the first
 * year.
 */
export function sharedByDays(total: Won, period: Period): readonly YearAmount[] {
  const all = daysOf(period);
  const [first = fiscalYearOf(period.from), ...years] = yearsOf(period);
  const rest = years.map((fiscalYear) => {
    const days = daysOf(yearPeriod(period, fiscalYear));
    return { fiscalYear, amount: floored(times(fraction(total, all), fraction(days, 1))) };
  });
  return [{ fiscalYear: first, amount: total - sumOf(rest) }, ...rest];
}

/** The parts as they are proposed: the amount and what the cap has more, each by calendar days. */
export const proposedYears = (terms: Shared & Pick<Terms, 'period'>): readonly YearPart[] =>
  partsOf(terms, (total) => sharedByDays(total, terms.period));

/**
 * The parts of an amendment as they are proposed. Years that are over keep theirs: their money is spent or given back.
 * What is left is shared by the calendar days from this year on.
 */
export function proposedAnew(
  before: Shared & Pick<Terms, 'period' | 'years'>,
  after: Shared & Pick<Terms, 'period'>,
  today: Day,
): readonly YearPart[] {
  const isSame = before.amount === after.amount && before.cap === after.cap && before.period.to === after.period.to;
  if (isSame) return before.years;
  const begun = fiscalYearOf(today);
  const over = before.years.filter(({ fiscalYear }) => fiscalYear < begun);
  const { from, to } = after.period;
  const ahead = { from: later(from, `${begun}-01-01`), to };
  return partsOf(after, (total, amountIn) => {
    const kept = earlierFirst(
      total,
      over.map((part) => ({ fiscalYear: part.fiscalYear, amount: amountIn(part) })),
    );
    return [...kept, ...sharedByDays(total - sumOf(kept), ahead)];
  });
}

/** An amount that was spent, on the years that were to pay for it: the earlier ones are spent first. */
export function earlierFirst(spent: Won, parts: readonly YearAmount[]): readonly YearAmount[] {
  let left = spent;
  return byYear(parts).map(({ fiscalYear, amount }) => {
    const taken = Math.min(left, amount);
    left -= taken;
    return { fiscalYear, amount: taken };
  });
}

/** The most that may be spent of each year's budget, VAT included: its part of the cap when billed by use. */
export const mostByYear = ({ years, ...terms }: YearlyTerms): readonly YearAmount[] =>
  years.map(({ fiscalYear, ...part }) => ({ fiscalYear, amount: mostSpent({ ...billedBy(terms), ...part }) }));

/** What decides whether a year may cost its part of the cap, or of the amount. */
type YearlyTerms = Pick<Terms, 'lines' | 'years' | 'priceForm'>;

const billedBy = ({ lines, priceForm }: Omit<YearlyTerms, 'years'>) => ({
  lines,
  ...(priceForm !== undefined && { priceForm }),
});

export const amountIn = (parts: readonly YearAmount[], fiscalYear: number): Won =>
  sumOf(parts.filter((one) => one.fiscalYear === fiscalYear));

/** What each year has to set aside more than before; a year that costs the same or less is absent. */
export const moreByYear = (before: YearlyTerms, after: YearlyTerms): readonly YearAmount[] => {
  const had = mostByYear(before);
  return mostByYear(after)
    .map(({ fiscalYear, amount }) => ({ fiscalYear, amount: amount - amountIn(had, fiscalYear) }))
    .filter(({ amount }) => amount > 0);
};

/**
 * The amounts of the fiscal years as the parties state them, in order and without those of nothing: each year
 * once, each within the period, all together exactly the amount and the cap.
 * @throws Refusal 422 YEAR_REPEATED, YEAR_OUTSIDE_PERIOD, YEAR_AMOUNTS_MISMATCH
 */
export function statedYears(
  parts: readonly YearPart[],
  { amount, cap, period }: Shared & Pick<Terms, 'period'>,
): readonly YearPart[] {
  const years = parts.map(({ fiscalYear }) => fiscalYear);
  const within = yearsOf(period);
  ensure(new Set(years).size === years.length, () =>
    wrongYears('YEAR_REPEATED', 'Each fiscal year is stated once: add up its amounts.'),
  );
  const outside = years.find((one) => !within.includes(one));
  ensure(outside === undefined, () =>
    wrongYears(
      'YEAR_OUTSIDE_PERIOD',
      `The period is of ${period.from} to ${period.to}: the budget of ${outside} pays nothing of it.`,
    ),
  );
  const stated = sumOf(parts);
  ensure(stated === amount, () =>
    wrongYears(
      'YEAR_AMOUNTS_MISMATCH',
      `The amounts of the fiscal years come to ${stated} won, the contract to ${amount}: they have to be the same.`,
    ),
  );
  ensureCapShared(parts, cap);
  return byYear(parts.filter((part) => (part.cap ?? part.amount) > 0));
}

/**
 * A multi-year contract states every fiscal year of its period: each of them is opened by itself, and a year without
 * an amount would be without a contract.
 * @throws Refusal 422 MULTI_YEAR_INCOMPLETE
 */
export function ensureEveryYear(parts: readonly YearPart[], period: Period, atLeast = 1): void {
  const years = yearsOf(period);
  ensure(parts.length === years.length && years.length >= atLeast, () =>
    wrongYears(
      'MULTI_YEAR_INCOMPLETE',
      `A multi-year contract states an amount for each fiscal year of its period, ${Math.max(2, years.length)} in all.`,
    ),
  );
}

/**
 * The terms as far as their fiscal years are open: all of them, but for a multi-year contract. Nothing beyond is
 * billed, paid or settled (§11.4).
 */
export function openedTerms({
  terms,
  yearContracts,
}: Pick<ContractState, 'terms' | 'yearContracts'>): Terms | undefined {
  if (terms?.multiYear === undefined || yearContracts === undefined) return terms;
  const years = ofOpenYears(terms.years, { yearContracts });
  const last = years.at(-1)?.fiscalYear ?? fiscalYearOf(terms.period.from);
  const { cap, ...rest } = terms;
  return {
    ...rest,
    years,
    amount: sumOf(years),
    ...(cap !== undefined && { cap: sumWon(years.flatMap((part) => part.cap ?? [])) }),
    period: { from: terms.period.from, to: yearPeriod(terms.period, last).to },
  };
}

/** Those of fiscal years that are open: all, but for a multi-year contract. */
export const ofOpenYears = <Part extends { readonly fiscalYear: number }>(
  parts: readonly Part[],
  { yearContracts }: Pick<ContractState, 'yearContracts'>,
): readonly Part[] =>
  yearContracts === undefined
    ? parts
    : parts.filter((part) => yearContracts.some(({ fiscalYear }) => fiscalYear === part.fiscalYear));

/** What is billed by use is paid from each year's budget up to its part of the cap. */
function ensureCapShared(parts: readonly YearPart[], cap: Won | undefined): void {
  const caps = parts.flatMap((part) => part.cap ?? []);
  ensure(cap === undefined ? caps.length === 0 : caps.length === parts.length && sumWon(caps) === cap, () =>
    wrongYears(
      'YEAR_AMOUNTS_MISMATCH',
      cap === undefined
        ? 'The contract has no cap: state the amounts of the fiscal years without one.'
        : `Each fiscal year has its part of the cap of ${cap} won, and together they are the cap.`,
    ),
  );
  const low = parts.find((part) => part.cap !== undefined && part.cap < part.amount);
  ensure(low === undefined, () =>
    wrongYears(
      'YEAR_AMOUNTS_MISMATCH',
      `The cap of ${low?.fiscalYear} must cover the ${low?.amount} won expected in it.`,
    ),
  );
}

/**
 * The budget of a year that is over pays for nothing more (회계연도 독립, R-31).
 * @throws Refusal 422 YEAR_OVER
 */
export function ensureYearsAhead(more: readonly YearAmount[], today: Day): void {
  const over = more.find(({ fiscalYear }) => fiscalYear < fiscalYearOf(today));
  ensure(over === undefined, () =>
    wrongYears('YEAR_OVER', `The fiscal year ${over?.fiscalYear} is over: what costs more is paid from a later one.`),
  );
}

const wrongYears = (code: string, detail: string) => invalid(code, detail, [{ pointer: '/years', code, detail }]);

const sumOf = (amounts: readonly { readonly amount: Won }[]): Won => sumWon(amounts.map(({ amount }) => amount));

const byYear = <Part extends { readonly fiscalYear: number }>(parts: readonly Part[]): readonly Part[] =>
  parts.toSorted((a, b) => a.fiscalYear - b.fiscalYear);

/** Shares the amount, and apart from it what the cap has more: so no year's cap is below its amount by rounding. */
function partsOf(
  { amount, cap }: Shared,
  share: (total: Won, amountIn: (part: YearPart) => Won) => readonly YearAmount[],
): readonly YearPart[] {
  const amounts = share(amount, (part) => part.amount);
  if (cap === undefined) return amounts.filter((part) => part.amount > 0);
  const more = share(cap - amount, (part) => (part.cap ?? part.amount) - part.amount);
  return amounts
    .map((part) => ({ ...part, cap: part.amount + amountIn(more, part.fiscalYear) }))
    .filter((part) => part.cap > 0);
}
