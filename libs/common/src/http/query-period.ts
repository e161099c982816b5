import { Type } from 'typebox';
import type { TableAbout } from '../exports/table.js';
import type { Day } from '../kernel/day.js';
import { ensure, invalid } from '../kernel/errors.js';

/** The days that a query asks about, both included. */
export interface QueryPeriod {
  readonly from?: Day;
  readonly to?: Day;
}

/** @throws Refusal 422 STATISTICS_PERIOD */
export const ensurePeriod = ({ from, to }: QueryPeriod): void =>
  ensure(from === undefined || to === undefined || from <= to, () =>
    invalid('STATISTICS_PERIOD', 'A period ends on its first day or later.', [
      { pointer: '/to', code: 'STATISTICS_PERIOD', detail: `a day from ${from} on` },
    ]),
  );

/** Days as people write a period; open ends stay open. */
export const periodText = ({ from = '', to = '' }: QueryPeriod): string => `${from} ~ ${to}`;

/** What a list of contracts says of its days. */
export const ByConclusion = Type.Literal('CONCLUDED', {
  description: 'The day of its conclusion places a contract in time',
});

/** The same, of a list that is a file. */
export const BY_CONCLUSION: TableAbout['facts'][number] = [{ ko: '날짜 기준', en: 'Date basis' }, 'CONCLUDED'];
