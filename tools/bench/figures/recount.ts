import type mongoose from 'mongoose';
import type { ContractRow } from '../../../apps/contracts/src/read-models/statistics/domain/figure-rows.js';
import type { Grouping } from '../../../apps/contracts/src/read-models/statistics/domain/grouping.js';
import type { DateBasis } from '../../../apps/contracts/src/read-models/statistics/domain/placing.js';
import type {
  Statistics,
  StatisticsQuery,
} from '../../../apps/contracts/src/read-models/statistics/domain/statistics.js';

/** What a recount tells: enough to hold every figure of the statistics against it that can be wrong by counting. */
export interface Recounted {
  readonly contracts: number;
  readonly amount: bigint;
  readonly institutions: number;
  readonly groups: readonly {
    readonly key: string;
    readonly secondKey?: string;
    readonly contracts: number;
    readonly amount: bigint;
  }[];
}

interface Sum {
  readonly contracts: number;
  readonly amount: number;
}

interface Found {
  readonly whole: readonly (Sum & { readonly institutions: readonly string[] })[];
  readonly groups?: readonly (Sum & { readonly _id: { readonly key: string; readonly secondKey?: string } })[];
}

type Expression = unknown;

const DATE: Readonly<Record<DateBasis, Expression>> = {
  CONCLUDED: '$concludedOn',
  STARTED: '$startsOn',
  REGISTERED: '$registered.on',
};

/** Of the facts under numbers, those of that day or before, the highest number last. */
const factsBy = (field: string, asOf: string): Expression => ({
  $sortArray: {
    input: {
      $map: {
        input: {
          $filter: { input: { $objectToArray: { $ifNull: [`$${field}`, {}] } }, cond: { $lte: ['$$this.v.on', asOf] } },
        },
        in: { n: { $toInt: '$$this.k' }, v: '$$this.v' },
      },
    },
    sortBy: { n: 1 },
  },
});

const isBy = (fact: string, asOf: string): Expression => ({
  $and: [{ $ne: [{ $type: `$${fact}` }, 'missing'] }, { $lte: [`$${fact}.on`, asOf] }],
});

const KEYS: Readonly<Record<Grouping, Expression>> = {
  METHOD: '$method',
  ROUTE: '$route',
  KIND: '$kind',
  SUBTYPE: '$subtype',
  TYPE: {
    $cond: [
      { $eq: ['$kind', 'CLOUD_COMPUTING'] },
      '$subtype',
      { $cond: [{ $eq: ['$kind', 'CLOUD_SUPPORT'] }, 'SUPPORT', '$kind'] },
    ],
  },
  COMPANY_SIZE: '$companySize',
  SUPPLIER: '$supplier',
  INSTITUTION: '$institution',
  INSTITUTION_TYPE: '$institutionType',
  MINISTRY: { $ifNull: ['$ministry', 'NONE'] },
  USE_TOPIC: {
    $ifNull: [
      {
        $last: {
          $map: {
            input: {
              $sortArray: {
                input: {
                  $map: {
                    input: { $objectToArray: { $ifNull: ['$useTopics', {}] } },
                    in: { n: { $toInt: '$$this.k' }, topic: '$$this.v.topic' },
                  },
                },
                sortBy: { n: 1 },
              },
            },
            in: '$$this.topic',
          },
        },
      },
      'NONE',
    ],
  },
  MONTH: { $substrBytes: ['$part.date', 0, 7] },
  QUARTER: {
    $concat: [
      { $substrBytes: ['$part.date', 0, 4] },
      '-Q',
      { $toString: { $toInt: { $ceil: { $divide: [{ $toInt: { $substrBytes: ['$part.date', 5, 2] } }, 3] } } } },
    ],
  },
  YEAR: { $substrBytes: ['$part.date', 0, 4] },
  FISCAL_YEAR: { $toString: '$part.fiscalYear' },
};

/** The parts of a contract as the day knows them, each with its date and amount. */
function partsOf({ asOf, dateBasis, multiYear }: StatisticsQuery): object[] {
  const laterDate = {
    CONCLUDED: '$$this.v.on',
    STARTED: '$$this.v.startsOn',
    REGISTERED: { $max: ['$$this.v.on', '$date'] },
  };
  const year = (n: Expression, fallback: Expression): Expression => ({
    $cond: [
      { $eq: [{ $type: '$amendment.years' }, 'missing'] },
      fallback,
      {
        $sum: {
          $map: {
            input: { $filter: { input: '$amendment.years', as: 'share', cond: { $eq: ['$$share.fiscalYear', n] } } },
            as: 'share',
            in: '$$share.amount',
          },
        },
      },
    ],
  });
  const whole = {
    date: '$date',
    contracts: 1,
    amount: '$worth',
    fiscalYear: { $ifNull: ['$firstYear.fiscalYear', { $toInt: { $substrBytes: ['$startsOn', 0, 4] } }] },
  };
  const first = { ...whole, amount: year('$firstYear.fiscalYear', '$firstYear.amount') };
  const later = {
    $map: {
      input: factsBy('years', asOf),
      in: {
        date: laterDate[dateBasis],
        contracts: 0,
        amount: year('$$this.n', '$$this.v.amount'),
        fiscalYear: '$$this.n',
      },
    },
  };
  const isWhole = multiYear === 'TOTAL' ? true : { $eq: [{ $type: '$firstYear' }, 'missing'] };
  return [
    {
      $set: {
        date: DATE[dateBasis],
        amendment: { $last: { $map: { input: factsBy('amendments', asOf), in: '$$this.v' } } },
      },
    },
    {
      $set: {
        worth: {
          $cond: [
            isBy('settled', asOf),
            '$settled.amount',
            {
              $cond: [
                isBy('terminated', asOf),
                '$terminated.amount',
                { $ifNull: ['$amendment.amount', '$registered.amount'] },
              ],
            },
          ],
        },
      },
    },
    { $set: { parts: { $cond: [isWhole, [whole], { $concatArrays: [[first], later] }] } } },
    {
      $set: {
        parts: {
          $cond: [
            { $or: [isWhole, { $not: [isBy('terminated', asOf)] }] },
            '$parts',
            // What is settled is spent on the earlier years first.
            {
              $getField: {
                field: 'parts',
                input: {
                  $reduce: {
                    input: '$parts',
                    initialValue: { left: '$worth', parts: [] },
                    in: {
                      left: { $subtract: ['$$value.left', { $min: ['$$value.left', '$$this.amount'] }] },
                      parts: {
                        $concatArrays: [
                          '$$value.parts',
                          [{ $mergeObjects: ['$$this', { amount: { $min: ['$$value.left', '$$this.amount'] } }] }],
                        ],
                      },
                    },
                  },
                },
              },
            },
          ],
        },
      },
    },
  ];
}

/** The figures once more, by the store's aggregation alone: it shares no code with the statistics. */
export async function recount(
  rows: mongoose.mongo.Collection<ContractRow>,
  query: StatisticsQuery,
): Promise<Recounted> {
  const { asOf, from, to, groupBy } = query;
  const until = to === undefined || to > asOf ? asOf : to;
  const counted = [
    { $match: { 'registered.on': { $lte: asOf }, $nor: [{ 'rescinded.on': { $lte: asOf } }] } },
    ...partsOf(query),
    { $unwind: '$parts' },
    { $set: { part: '$parts' } },
    { $match: { 'part.date': { $lte: until, ...(from !== undefined && { $gte: from }) } } },
  ];
  const sums = { contracts: { $sum: '$part.contracts' }, amount: { $sum: { $toLong: '$part.amount' } } };
  const whole = [
    {
      $group: {
        _id: null,
        ...sums,
        institutions: { $addToSet: { $cond: [{ $eq: ['$part.contracts', 1] }, '$institution', '$$REMOVE'] } },
      },
    },
  ];
  const byKeys = groupBy && [
    {
      $group: {
        _id: { key: KEYS[groupBy[0]], ...(groupBy[1] !== undefined && { secondKey: KEYS[groupBy[1]] }) },
        ...sums,
      },
    },
    { $match: { $or: [{ contracts: { $gt: 0 } }, { amount: { $gt: 0 } }] } },
    { $sort: { '_id.key': 1, '_id.secondKey': 1 } },
  ];
  const [found] = await rows
    .aggregate<Found>([...counted, { $facet: { whole, ...(byKeys !== undefined && { groups: byKeys }) } }])
    .toArray();
  const [total] = found?.whole ?? [];
  const groups = found?.groups ?? [];
  return {
    contracts: total?.contracts ?? 0,
    amount: BigInt(total?.amount ?? 0),
    institutions: total?.institutions.length ?? 0,
    groups: groups.map(({ _id, contracts, amount }) => ({ ..._id, contracts, amount: BigInt(amount) })),
  };
}

/** The same figures, as the statistics tell them. */
export const toldBy = ({ contracts, amount, institutions, groups }: Statistics): Recounted => ({
  contracts,
  amount,
  institutions,
  groups: groups.map(({ key, secondKey, contracts: of, amount: sum }) => ({
    key,
    ...(secondKey !== undefined && { secondKey }),
    contracts: of,
    amount: sum,
  })),
});
