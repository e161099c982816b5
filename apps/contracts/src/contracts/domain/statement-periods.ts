import { addDays, addMonths, daysBetween, type Day } from '#common/kernel/day.js';
import { fraction, plus, type Ratio } from '#common/kernel/ratio.js';
import type { Period } from './contract.state.js';
import type { BillingCycle } from './performance.state.js';

const MONTHS: Readonly<Record<BillingCycle, number>> = { MONTHLY: 1, QUARTERLY: 3 };
const NOTHING: Ratio = { n: 0n, d: 1n };

/** The last day of the billing period that contains `day`: periods count from the first day of the contract. */
function lastDay(start: Day, day: Day, months: number): Day {
  let n = months;
  while (addMonths(start, n) <= day) n += months;
  return addDays(addMonths(start, n), -1);
}

/**
 * The period of the next statement; undefined when every day of the contract is stated.
 * @param stated last day of the last statement; absent before the first
 */
export function nextPeriod(contract: Period, cycle: BillingCycle, stated?: Day): Period | undefined {
  const from = stated === undefined ? contract.from : addDays(stated, 1);
  if (from > contract.to) return undefined;
  const to = lastDay(contract.from, from, MONTHS[cycle]);
  return { from, to: to < contract.to ? to : contract.to };
}

const days = (from: Day, to: Day): number => daysBetween(from, to) + 1;

/** How many months of the contract a period has: a month that is cut counts by its calendar days. */
export function monthsIn(start: Day, { from, to }: Period): Ratio {
  let months = NOTHING;
  for (let at = from; at <= to;) {
    const end = lastDay(start, at, 1);
    const first = monthBegin(start, end);
    const last = end < to ? end : to;
    months = plus(months, fraction(days(at, last), days(first, end)));
    at = addDays(last, 1);
  }
  return months;
}

/** The first day of the month of the contract that ends on `end`. */
function monthBegin(start: Day, end: Day): Day {
  let n = 0;
  while (addMonths(start, n + 1) <= end) n++;
  return addMonths(start, n);
}
