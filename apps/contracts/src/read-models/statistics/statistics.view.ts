import { Type, type Static } from 'typebox';
import { DayText, Instant } from '#common/events/definitions/shapes.js';
import { BilingualView } from '#common/http/why.view.js';
import { JsonInteger, jsonInteger } from '#common/http/json-integer.js';
import { DATE_BASES, MULTI_YEAR } from './domain/placing.js';
import type { Statistics } from './domain/statistics.js';

const Count = Type.Integer({ minimum: 0 });
/** The same digits as the number before it, for readers whose numbers are shorter. */
const AmountText = Type.String({ pattern: '^[0-9]+$' });
const BusinessDays = Type.Union([Count, Type.Null()]);
const OrNothing = Type.Union([JsonInteger, Type.Null()]);

const Spread = {
  institutions: Count,
  contractedSuppliers: Count,
  contracts: Count,
  amount: JsonInteger,
  amountText: AmountText,
  /** Amount for each contract, fractions of a won cut off. */
  mean: OrNothing,
  /** Of what each contract is worth in all. */
  median: OrNothing,
};

export const StatisticsView = Type.Object(
  {
    asOf: DayText,
    knownAt: Type.Optional(Instant),
    dateBasis: Type.Enum(DATE_BASES),
    multiYear: Type.Enum(MULTI_YEAR),
    from: Type.Optional(DayText),
    to: Type.Optional(DayText),
    groupBy: Type.Optional(Type.String()),
    counted: BilingualView,
    selections: Type.Object({
      total: Count,
      aiConvergence: Count,
      groups: Type.Array(Type.Object({ key: Type.String(), secondKey: Type.Optional(Type.String()), total: Count }), {
        description:
          'By KIND, SUBTYPE, TYPE, COMPANY_SIZE, SUPPLIER, MONTH, QUARTER or YEAR of the decision; else empty',
      }),
    }),
    suppliers: Count,
    ...Spread,
    unregistered: Count,
    corrections: Type.Object({ rescinded: Count, terminated: Count, amended: Count }),
    leadTime: Type.Object({
      median: BusinessDays,
      p90: BusinessDays,
      withinTarget: Type.Object({
        businessDays: Count,
        contracts: Count,
        percent: Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()]),
      }),
    }),
    groups: Type.Array(Type.Object({ key: Type.String(), secondKey: Type.Optional(Type.String()), ...Spread })),
  },
  { $id: 'Statistics' },
);
export type StatisticsView = Static<typeof StatisticsView>;

const exactly = ({ amount, mean }: { readonly amount: bigint; readonly mean: bigint | null }) => ({
  amount: jsonInteger(amount),
  amountText: String(amount),
  mean: mean === null ? null : jsonInteger(mean),
});

export const statisticsView = ({
  groups,
  selections,
  amount,
  mean,
  groupBy,
  ...statistics
}: Statistics): StatisticsView => ({
  ...statistics,
  selections: { ...selections, groups: [...selections.groups] },
  ...(groupBy !== undefined && { groupBy: groupBy.join(',') }),
  ...exactly({ amount, mean }),
  groups: groups.map((group) => ({ ...group, ...exactly(group) })),
});
