import type { PriceLine } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { addDays, addMonths, type Day } from '#common/kernel/day.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import type { Need, Period } from './contract.state.js';

/** The fiscal year (회계연도) of a day is its calendar year. */
export const fiscalYearOf = (day: Day): number => Number(day.slice(0, 4));

/** @throws Refusal 422 PERIOD_INVALID, PERIOD_PAST */
export function ensurePeriodAhead({ from, to }: Period, { today }: Pick<Moment, 'today'>): void {
  ensure(from <= to, () => invalid('PERIOD_INVALID', 'The period must not end before it begins.'));
  ensure(from >= today, () => invalid('PERIOD_PAST', 'The period must not begin before today.'));
}

/**
 * The money of a need is that of the year in which the period begins: this one or the next, of which budgets are known.
 * @throws Refusal 422 FISCAL_YEAR_MISMATCH, FISCAL_YEAR_TOO_FAR
 */
export function ensureFiscalYear(
  { fiscalYear, period }: Pick<Need, 'fiscalYear' | 'period'>,
  { today }: Pick<Moment, 'today'>,
): void {
  ensureBeginsIn(fiscalYear, period, '/fiscalYear');
  const next = fiscalYearOf(today) + 1;
  ensure(fiscalYear <= next, () =>
    wrongYear(
      'FISCAL_YEAR_TOO_FAR',
      '/fiscalYear',
      `Budgets are planned up to ${next}: a need of ${fiscalYear} is registered later.`,
    ),
  );
}

/** @throws Refusal 422 FISCAL_YEAR_MISMATCH */
function ensureBeginsIn(fiscalYear: number, { from }: Period, pointer: string): void {
  ensure(fiscalYearOf(from) === fiscalYear, () =>
    wrongYear(
      'FISCAL_YEAR_MISMATCH',
      pointer,
      `The period begins on ${from}, and the budget is that of ${fiscalYear}.`,
    ),
  );
}

const wrongYear = (code: string, pointer: string, detail: string) =>
  invalid(code, detail, [{ pointer, code, detail: 'the fiscal year is the one in which the period begins' }]);

/**
 * Terms lie within the need: what is bought for another time is another need, with another budget.
 * @throws Refusal 422 TERMS_OUTSIDE_NEED, FISCAL_YEAR_MISMATCH
 */
export function ensureWithinNeed(period: Period, need: Need): void {
  const { from, to } = need.period;
  ensure(from <= period.from && period.to <= to, () =>
    invalid(
      'TERMS_OUTSIDE_NEED',
      `The need is of ${from} to ${to}: agree on a period within it, or plan another need.`,
      [{ pointer: '/period', code: 'TERMS_OUTSIDE_NEED', detail: `within ${from} … ${to}` }],
    ),
  );
  ensureBeginsIn(need.fiscalYear, period, '/period/from');
}

/**
 * A price for a long commitment is not that of a shorter one: `minimumMonths` binds (#44).
 * @throws Refusal 422 MINIMUM_MONTHS, naming the first line
 */
export function ensureLongEnough(
  lines: readonly { readonly priceCode: string }[],
  prices: readonly Pick<PriceLine, 'code' | 'minimumMonths'>[],
  { from, to }: Period,
): void {
  for (const [i, { priceCode }] of lines.entries()) {
    const months = prices.find(({ code }) => code === priceCode)?.minimumMonths ?? 0;
    const least = addDays(addMonths(from, months), -1);
    ensure(months === 0 || least <= to, () =>
      invalid('MINIMUM_MONTHS', `Line ${i + 1}: ${priceCode} is for ${months} months at least, so until ${least}.`, [
        { pointer: `/lines/${i}/priceCode`, code: 'MINIMUM_MONTHS', detail: `${months} months at least` },
      ]),
    );
  }
}
