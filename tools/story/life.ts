import { BY_CATALOG, NEGOTIATING } from './cast.js';
import type { Deal, Line } from './contracting.js';

/** One period of a contract as it was performed and paid. Days are `YYYY-MM-DD` in Seoul. */
export interface Performed {
  readonly from: string;
  readonly to: string;
  /** The day of the statement; its figures are accepted and inspected on it. */
  readonly statedOn: string;
  /** Measured, in percent of the time. */
  readonly availability: number;
  /** Documents that were made, where it is billed by use. */
  readonly documents?: number;
  readonly claimedOn: string;
  /** A wrong claim goes back, and comes again. */
  readonly returned?: { readonly on: string; readonly againOn: string };
  readonly paidOn: string;
}

/** What an amendment of the life story changes. */
export interface Amended {
  readonly on: string;
  readonly lines: readonly Line[];
  readonly until: string;
  readonly cap?: number;
  readonly budget: number;
}

/** A contract from its need to its completion: what happened, without any figure that is computed. */
export interface LifeOf {
  readonly deal: Deal;
  readonly performed: readonly Performed[];
  readonly amended: Amended;
  readonly ending: Ending;
  readonly completedOn: string;
}

/** The days of the notice that the use ends, of the data that come back, and of what is destroyed. */
interface Ending {
  readonly noticedOn: string;
  readonly returnedOn: string;
  readonly destroyedOn: string;
}

const perMonth = (quantity: number): Line => ({
  priceCode: 'STD',
  quantity,
  unitPrice: 3_999_997,
  vatIncluded: false,
});
const perDocument = (quantity: number): Line => ({
  priceCode: 'DOC',
  quantity,
  unitPrice: 117,
  vatIncluded: false,
});

/** Flat, by the month; a claim across Seollal is paid late, and an outage costs a tenth of a month. */
export const NEGOTIATED_LIFE: LifeOf = {
  deal: {
    method: 'NEGOTIATED',
    buyer: NEGOTIATING,
    n: 2,
    budget: 60_000_000,
    lines: [perMonth(12)],
    deposit: 5_280_000,
    period: { from: '2025-10-20', to: '2026-10-19' },
  },
  performed: [
    month('2025-10-20', '2025-11-19', { statedOn: '2025-11-20', paidOn: '2025-11-26' }),
    month('2025-11-20', '2025-12-19', { statedOn: '2025-12-22', paidOn: '2025-12-29' }),
    month('2025-12-20', '2026-01-19', { statedOn: '2026-01-20', claimedOn: '2026-02-11', paidOn: '2026-03-05' }),
    month('2026-01-20', '2026-02-19', { statedOn: '2026-02-20', paidOn: '2026-02-26' }),
    month('2026-02-20', '2026-03-19', { statedOn: '2026-03-20', paidOn: '2026-03-26', availability: 99.52 }),
    month('2026-03-20', '2026-04-19', { statedOn: '2026-04-20', paidOn: '2026-04-24' }),
    month('2026-04-20', '2026-05-19', { statedOn: '2026-05-20', paidOn: '2026-05-27' }),
    month('2026-05-20', '2026-06-19', { statedOn: '2026-06-22', paidOn: '2026-06-26' }),
    month('2026-06-20', '2026-07-19', { statedOn: '2026-07-20', paidOn: '2026-07-27' }),
    month('2026-07-20', '2026-08-19', { statedOn: '2026-08-20', paidOn: '2026-08-26' }),
    month('2026-08-20', '2026-09-19', { statedOn: '2026-09-21', paidOn: '2026-09-30' }),
    month('2026-09-20', '2026-10-19', { statedOn: '2026-10-20', paidOn: '2026-10-26' }),
    month('2026-10-20', '2026-11-19', { statedOn: '2026-11-20', paidOn: '2026-11-26' }),
  ],
  amended: {
    on: '2026-03-23',
    lines: [perMonth(13), { priceCode: 'PRO', quantity: 2, unitPrice: 7_999_999, vatIncluded: false }],
    until: '2026-11-19',
    budget: 90_000_000,
  },
  ending: { noticedOn: '2026-10-19', returnedOn: '2026-11-19', destroyedOn: '2026-11-24' },
  completedOn: '2026-11-27',
};

/** By use, by the quarter, up to a cap; a claim goes back once, and an alert leads to a higher cap. */
export const CATALOG_LIFE: LifeOf = {
  deal: {
    method: 'CATALOG',
    buyer: BY_CATALOG,
    n: 4,
    budget: 40_000_000,
    lines: [perDocument(130_000)],
    byUse: { billingCycle: 'QUARTERLY', cap: 20_000_000 },
    deposit: 2_000_000,
    period: { from: '2025-10-21', to: '2026-10-20' },
  },
  performed: [
    {
      ...month('2025-10-21', '2026-01-20', { statedOn: '2026-01-21', paidOn: '2026-01-30' }),
      documents: 41_237,
      returned: { on: '2026-01-23', againOn: '2026-01-27' },
    },
    {
      ...month('2026-01-21', '2026-04-20', { statedOn: '2026-04-21', paidOn: '2026-04-24', availability: 99.9 }),
      documents: 52_811,
    },
    {
      ...month('2026-04-21', '2026-07-20', { statedOn: '2026-07-21', paidOn: '2026-07-27', availability: 99.95 }),
      documents: 48_963,
    },
    { ...month('2026-07-21', '2026-10-20', { statedOn: '2026-10-21', paidOn: '2026-10-26' }), documents: 55_002 },
  ],
  amended: {
    on: '2026-07-28',
    lines: [perDocument(190_000)],
    until: '2026-10-20',
    cap: 26_000_000,
    budget: 40_000_000,
  },
  ending: { noticedOn: '2026-09-18', returnedOn: '2026-10-20', destroyedOn: '2026-10-26' },
  completedOn: '2026-10-30',
};

/** Claimed on the day of its statement, and fully available, unless said otherwise. */
function month(
  from: string,
  to: string,
  days: Pick<Performed, 'statedOn' | 'paidOn'> & Partial<Pick<Performed, 'claimedOn' | 'availability'>>,
): Performed {
  return { from, to, availability: 100, claimedOn: days.statedOn, ...days };
}
