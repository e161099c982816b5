import type { CompanySize } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';

/**
 * What is known of the six years (§6), cut into cells so fine that each published figure is a sum of whole cells. A
 * contract is concluded, started and registered within its cell, so the sums are the same on each date basis.
 */

export const TYPES = ['IAAS', 'PAAS', 'SAAS', 'SUPPORT', 'CONVERGENCE'] as const;
export type ServiceType = (typeof TYPES)[number];

/** Who uses: the institution's type, and the group of ministries that it belongs to. */
export const USERS = [
  'MSIT_STATE',
  'MSIT_PUBLIC',
  'MOE_STATE',
  'MOE_PUBLIC',
  'OTHER_STATE',
  'OTHER_PUBLIC',
  'LOCAL',
] as const;
export type User = (typeof USERS)[number];

/** A large contract that is known by itself (§5.2, §6.3); its amount in 억. */
interface Known {
  readonly amount: number;
  readonly user: User;
  /** Where its days lie outside the cell (§6.3). */
  readonly days?: {
    readonly neededOn: Day;
    readonly concludedOn: Day;
    readonly startsOn: Day;
    readonly registeredOn: Day;
  };
}

/** Contracts of one type and size of supplier in a cell: how many, and for how much in 억 (100,000,000 won). */
export interface Row {
  readonly type: ServiceType;
  readonly size: CompanySize;
  readonly count: number;
  readonly amount: number;
  readonly known?: Known;
}

export interface Cell {
  /** The first and the last day, both included. */
  readonly from: Day;
  readonly to: Day;
  readonly rows: readonly Row[];
}

type Part = readonly [count: number, amount: number, known?: Known];
interface Sizes {
  readonly L?: Part;
  readonly M?: Part;
  readonly S?: Part;
}

const SIZES = { L: 'LARGE', M: 'MID_SIZED', S: 'SMALL_MEDIUM' } as const;

const cell = (from: Day, to: Day, parts: Partial<Record<ServiceType, Sizes>>): Cell => ({
  from,
  to,
  rows: TYPES.flatMap((type) =>
    (['L', 'M', 'S'] as const).flatMap((size) => {
      const [count, amount, known] = parts[type]?.[size] ?? [0, 0];
      return count === 0 ? [] : [{ type, size: SIZES[size], count, amount, ...(known !== undefined && { known }) }];
    }),
  ),
});

const ATOMIC_ENERGY: Known = {
  amount: 400,
  user: 'OTHER_PUBLIC',
  days: { neededOn: '2024-12-09', concludedOn: '2024-12-23', startsOn: '2025-01-02', registeredOn: '2025-01-10' },
};

export const CELLS: readonly Cell[] = [
  cell('2020-12-10', '2020-12-31', {
    IAAS: { L: [2, 484, { amount: 476, user: 'MOE_PUBLIC' }], M: [2, 5.9], S: [3, 3] },
    SAAS: { S: [4, 1.6] },
    CONVERGENCE: { S: [1, 1.5] },
  }),
  cell('2021-01-01', '2021-01-31', { IAAS: { L: [3, 3], M: [2, 1], S: [4, 1.5] }, SAAS: { S: [9, 3.5] } }),
  cell('2021-02-01', '2021-02-28', {
    IAAS: { L: [2, 472, { amount: 467, user: 'MSIT_PUBLIC' }], M: [2, 3], S: [3, 1.5] },
    SAAS: { M: [1, 0.5], S: [6, 2] },
    CONVERGENCE: { S: [1, 1] },
  }),
  cell('2021-03-01', '2021-03-08', { IAAS: { L: [1, 12], M: [1, 1], S: [2, 1] }, SAAS: { S: [3, 1.5] } }),
  cell('2021-03-09', '2021-09-30', {
    IAAS: { L: [8, 12], M: [10, 7], S: [28, 7] },
    SAAS: { L: [1, 1.5], M: [4, 2.5], S: [46, 15] },
    SUPPORT: { L: [1, 80], M: [1, 50], S: [1, 10] },
    CONVERGENCE: { S: [3, 9.5] },
  }),
  cell('2021-10-01', '2021-10-31', {
    IAAS: { L: [3, 5], M: [3, 1.5], S: [6, 1.5] },
    SAAS: { M: [2, 1], S: [9, 3] },
  }),
  cell('2021-11-01', '2021-12-31', {
    IAAS: { L: [5, 5], M: [5, 3], S: [14, 2.5755] },
    SAAS: { L: [1, 1], M: [3, 1.9], S: [21, 7] },
    SUPPORT: { S: [2, 7.6127] },
    CONVERGENCE: { S: [2, 4.9118] },
  }),
  cell('2022-01-01', '2022-01-25', {
    IAAS: { L: [4, 6], M: [4, 3.5], S: [10, 1.7561] },
    SAAS: { M: [1, 0.2], S: [14, 2.2] },
    CONVERGENCE: { S: [3, 2.5] },
  }),
  cell('2022-01-26', '2022-03-28', {
    IAAS: { L: [13, 110], M: [16, 65], S: [24, 22.8439] },
    SAAS: { L: [2, 0.5], M: [3, 0.8], S: [41, 7.5] },
    SUPPORT: { L: [1, 20], M: [1, 30], S: [1, 2] },
    CONVERGENCE: { S: [7, 2.8] },
  }),
  cell('2022-03-29', '2022-06-30', {
    IAAS: { L: [9, 28], M: [11, 20], S: [22, 14.3127] },
    SAAS: { L: [1, 0.2], M: [4, 0.7], S: [43, 7.8] },
    SUPPORT: { M: [1, 10], S: [1, 1.3873] },
  }),
  cell('2022-07-01', '2022-07-18', {
    IAAS: { L: [4, 39.7515], M: [5, 41.1224], S: [2, 15.2379] },
    SAAS: { L: [1, 0.3], M: [1, 0.3], S: [13, 2.7578] },
    SUPPORT: { L: [1, 10] },
    CONVERGENCE: { S: [1, 0.6618] },
  }),
  cell('2022-07-19', '2022-08-31', {
    IAAS: { L: [2, 110], M: [1, 27.8686] },
    SAAS: { S: [2, 2] },
    SUPPORT: { L: [1, 110] },
  }),
  cell('2022-09-01', '2022-09-30', {
    IAAS: { L: [1, 8], M: [1, 4], S: [3, 2.131] },
    PAAS: { S: [1, 1.0016] },
    SAAS: { S: [2, 4] },
    SUPPORT: { M: [1, 40] },
    CONVERGENCE: { S: [1, 1.1264] },
  }),
  cell('2022-10-01', '2022-10-17', {
    IAAS: { L: [2, 10], M: [2, 6], S: [3, 2.0004] },
    PAAS: { S: [3, 0.9984] },
    SAAS: { S: [5, 3.7422] },
  }),
  cell('2022-10-18', '2022-12-31', {
    IAAS: { L: [10, 18], M: [10, 9], S: [18, 6] },
    PAAS: { S: [1, 0.5] },
    SAAS: { M: [2, 1], S: [18, 7] },
    SUPPORT: { S: [2, 4] },
    CONVERGENCE: { S: [2, 1.5] },
  }),
  cell('2023-01-01', '2023-01-31', {
    IAAS: { L: [5, 250], M: [3, 120], S: [4, 7.8] },
    SAAS: { S: [9, 2.2] },
    SUPPORT: { L: [1, 80] },
  }),
  cell('2023-02-01', '2023-02-28', {
    IAAS: { L: [6, 330], M: [4, 140], S: [4, 7.2] },
    SAAS: { M: [1, 0.5], S: [9, 2.3] },
    SUPPORT: { L: [1, 60], M: [1, 10] },
  }),
  cell('2023-03-01', '2023-03-11', {
    IAAS: { L: [4, 190], M: [3, 60], S: [2, 4.3] },
    SAAS: { S: [6, 1.7] },
    SUPPORT: { S: [1, 5] },
  }),
  cell('2023-03-12', '2023-09-30', {
    IAAS: { L: [35, 230], M: [45, 110], S: [70, 41] },
    PAAS: { S: [2, 2] },
    SAAS: { L: [2, 1], M: [8, 3], S: [55, 14] },
    SUPPORT: { L: [2, 15], M: [4, 10], S: [8, 8] },
    CONVERGENCE: { S: [8, 5] },
  }),
  cell('2023-10-01', '2023-11-30', {
    IAAS: { L: [18, 95], M: [24, 45], S: [38, 22] },
    PAAS: { S: [1, 0.5] },
    SAAS: { M: [3, 1.2], S: [23, 6] },
    SUPPORT: { L: [1, 6], M: [2, 4], S: [3, 3] },
    CONVERGENCE: { S: [4, 2.3] },
  }),
  cell('2023-12-01', '2023-12-28', {
    IAAS: { L: [12, 160], M: [14, 70], S: [20, 21.9] },
    SAAS: { M: [2, 1], S: [17, 4.1] },
    SUPPORT: { L: [1, 10], M: [1, 3], S: [2, 3] },
    CONVERGENCE: { S: [1, 2] },
  }),
  cell('2023-12-29', '2023-12-31', { IAAS: { L: [1, 4], M: [1, 1.5], S: [2, 1] } }),
  cell('2024-01-01', '2024-03-31', {
    IAAS: { L: [18, 170], M: [22, 80], S: [36, 35.5] },
    PAAS: { S: [2, 1] },
    SAAS: { L: [2, 1], M: [8, 3], S: [50, 12] },
    SUPPORT: { L: [1, 5], M: [3, 5], S: [5, 3] },
    CONVERGENCE: { S: [6, 4] },
  }),
  cell('2024-04-01', '2024-08-31', {
    IAAS: { L: [20, 200], M: [28, 95], S: [42, 40] },
    PAAS: { S: [2, 1] },
    SAAS: { L: [3, 2], M: [15, 6], S: [102, 24] },
    SUPPORT: { L: [1, 4], M: [3, 4], S: [6, 3] },
    CONVERGENCE: { S: [7, 5] },
  }),
  cell('2024-09-01', '2024-09-02', { IAAS: { L: [1, 7], M: [1, 3], S: [2, 1.4] }, SAAS: { S: [2, 0.6] } }),
  cell('2024-09-03', '2024-09-27', {
    IAAS: { L: [4, 7], M: [6, 4], S: [10, 2.8] },
    SAAS: { M: [1, 0.4], S: [9, 2.3] },
    SUPPORT: { S: [1, 0.8] },
    CONVERGENCE: { S: [1, 0.7] },
  }),
  // None in the days that follow: on 2 October the totals were those of 27 September.
  cell('2024-10-04', '2024-12-31', {
    IAAS: { L: [14, 60], M: [20, 25], S: [36, 13] },
    PAAS: { S: [2, 1] },
    SAAS: { M: [6, 2], S: [44, 11] },
    SUPPORT: { M: [3, 3], S: [5, 2.5] },
    CONVERGENCE: { S: [6, 5] },
  }),
  cell('2025-01-01', '2025-03-31', {
    IAAS: { L: [18, 765, ATOMIC_ENERGY], M: [22, 100], S: [40, 33] },
    PAAS: { S: [2, 1.7945] },
    SAAS: { L: [1, 1], M: [6, 2], S: [48, 12] },
    SUPPORT: { L: [1, 6], M: [2, 3], S: [5, 2] },
    CONVERGENCE: { S: [5, 6] },
  }),
  cell('2025-04-01', '2025-08-03', {
    IAAS: { L: [20, 200], M: [26, 80], S: [38, 40.7055] },
    PAAS: { S: [2, 2] },
    SAAS: { L: [2, 1], M: [8, 3], S: [56, 14] },
    SUPPORT: { L: [2, 8], M: [4, 6], S: [6, 3] },
    CONVERGENCE: { S: [10, 9] },
  }),
];

/** Something that has to be so often until the end of a day, counted from the end of the one before. */
export interface Quota<T> {
  readonly to: Day;
  readonly of: T;
}

/** Contracts by who uses (FX-8, FX-14). */
export const USER_QUOTAS: readonly Quota<Readonly<Record<User, number>>>[] = [
  {
    to: '2021-09-30',
    of: { MSIT_STATE: 9, MSIT_PUBLIC: 20, MOE_STATE: 6, MOE_PUBLIC: 25, OTHER_STATE: 12, OTHER_PUBLIC: 44, LOCAL: 39 },
  },
  {
    to: '2022-10-17',
    of: {
      MSIT_STATE: 20,
      MSIT_PUBLIC: 48,
      MOE_STATE: 18,
      MOE_PUBLIC: 56,
      OTHER_STATE: 36,
      OTHER_PUBLIC: 100,
      LOCAL: 94,
    },
  },
  {
    to: '2023-09-30',
    of: {
      MSIT_STATE: 16,
      MSIT_PUBLIC: 30,
      MOE_STATE: 14,
      MOE_PUBLIC: 40,
      OTHER_STATE: 46,
      OTHER_PUBLIC: 130,
      LOCAL: 90,
    },
  },
  {
    to: '2024-09-27',
    of: {
      MSIT_STATE: 30,
      MSIT_PUBLIC: 60,
      MOE_STATE: 25,
      MOE_PUBLIC: 70,
      OTHER_STATE: 64,
      OTHER_PUBLIC: 202,
      LOCAL: 160,
    },
  },
  {
    to: '2025-08-03',
    of: {
      MSIT_STATE: 20,
      MSIT_PUBLIC: 45,
      MOE_STATE: 20,
      MOE_PUBLIC: 50,
      OTHER_STATE: 45,
      OTHER_PUBLIC: 150,
      LOCAL: 130,
    },
  },
];

/**
 * The amounts of FX-8, 억; the group of the education ministry has what is left of the total. Local governments: 62.35
 * to 62.49 is what the share that was printed allows. Small amounts come first, since they are settled in this order.
 */
export const USER_AMOUNTS = {
  to: '2022-10-17',
  of: { LOCAL: 62.4, REST: 159.6, MSIT: 1_073 },
} as const;

/** Institutions that have their first contract (§6.2). */
export const INSTITUTION_QUOTAS: readonly Quota<number>[] = [
  { to: '2021-09-30', of: 113 },
  { to: '2022-03-28', of: 114 },
  { to: '2024-03-31', of: 251 },
  { to: '2024-09-27', of: 101 },
  { to: '2025-08-03', of: 106 },
];

/** Contracts by catalog (FX-1). */
export const CATALOG_QUOTAS: readonly Quota<number>[] = [
  { to: '2022-01-25', of: 125 },
  { to: '2025-08-03', of: 745 },
];

/** What SaaS is used for until 2024-09-27: contracts, and institutions among them (FX-10). */
export const TOPIC_QUOTAS = {
  to: '2024-09-27',
  of: {
    DOCUMENT: { contracts: 222, institutions: 84 },
    COLLABORATION: { contracts: 71, institutions: 45 },
    MAIL: { contracts: 52, institutions: 33 },
    VIDEO_EDUCATION: { contracts: 29, institutions: 16 },
    VEHICLE: { contracts: 29, institutions: 15 },
  },
} as const;
export type Topic = keyof (typeof TOPIC_QUOTAS)['of'];

/** Services that were selected, and suppliers of whom it was the first one (§6.2, FX-9, FX-11, FX-12). */
export interface SelectionQuota {
  readonly services: Partial<Readonly<Record<ServiceType, number>>>;
  readonly suppliers: number;
  /** Convergence services of artificial intelligence among them. */
  readonly ai: number;
}
export const SELECTION_QUOTAS: readonly Quota<SelectionQuota>[] = [
  { to: '2020-11-20', of: { services: { IAAS: 8, SAAS: 3, SUPPORT: 1, CONVERGENCE: 1 }, suppliers: 11, ai: 0 } },
  { to: '2021-03-08', of: { services: { IAAS: 12, SAAS: 5, SUPPORT: 3, CONVERGENCE: 1 }, suppliers: 15, ai: 0 } },
  {
    to: '2021-09-30',
    of: { services: { IAAS: 42, PAAS: 1, SAAS: 18, SUPPORT: 9, CONVERGENCE: 2 }, suppliers: 50, ai: 0 },
  },
  {
    to: '2023-12-31',
    of: { services: { IAAS: 180, PAAS: 4, SAAS: 63, SUPPORT: 44, CONVERGENCE: 4 }, suppliers: 150, ai: 0 },
  },
  {
    to: '2024-09-27',
    of: { services: { IAAS: 61, PAAS: 2, SAAS: 26, SUPPORT: 15, CONVERGENCE: 3 }, suppliers: 59, ai: 3 },
  },
  {
    to: '2025-08-03',
    of: { services: { IAAS: 60, PAAS: 3, SAAS: 30, SUPPORT: 15, CONVERGENCE: 10 }, suppliers: 45, ai: 8 },
  },
];

/** SaaS services that sold anything in 2023 (FX-11), by size of the supplier. */
export const SOLD_IN_2023: Readonly<Record<CompanySize, number>> = { LARGE: 1, MID_SIZED: 3, SMALL_MEDIUM: 15 };

/** Agreements, so that there are 6,300 lines. */
export const AGREEMENTS = 105;
