import { addDays, addMonths, daysBetween, type Day } from '#common/kernel/day.js';
import { fraction, plus, type Ratio } from '#common/kernel/ratio.js';
import type { Period } from './contract.state.js';
import type { BillingCycle } from './performance.state.js';

const MONTHS: Readonly<Record<BillingCycle, number>> = { MONTHLY: 1, QUARTERLY: 3 };
const NOTHING: Ratio = { n: 0n, d: 1n };

/** The period of so many months that contains `day`, uncut: periods count from the first day of the contract. */
function periodWith(day: Day, start: Day, months: number): Period {
  let n = 0;
  while (addMonths(start, n + months) <= day) n += months;
  return { from: addMonths(start, n), to: addDays(addMonths(start, n + months), -1) };
}

/**
 * The period of the next statement; undefined when every day of the contract is stated.
 * @param stated last day of the last statement; absent before the first
 */
export function nextPeriod(contract: Period, cycle: BillingCycle, stated?: Day): Period | undefined {
  const from = stated === undefined ? contract.from : addDays(stated, 1);
  if (from > contract.to) return undefined;
  const { to } = periodWith(from, contract.from, MONTHS[cycle]);
  return { from, to: to < contract.to ? to : contract.to };
}

const daysOf = ({ from, to }: Period): number => daysBetween(from, to) + 1;

/** How many months of the contract a period has: a month that is cut counts by its calendar days. */
export function monthsIn(start: Day, { from, to }: Period): Ratio {
  let months = NOTHING;
  for (let at = from; at <= to;) {
    const month = periodWith(at, start, 1);
    const last = month.to < to ? month.to : to;
    months = plus(months, fraction(daysOf({ from: at, to: last }), daysOf(month)));
    at = addDays(last, 1);
  }
  return months;
}
