import { Type, type Static } from 'typebox';
import { DayText } from '#common/events/definitions/shapes.js';
import { BilingualView } from '#common/http/why.view.js';
import { JsonInteger, jsonInteger } from '#common/http/json-integer.js';
import { DATE_BASES, MULTI_YEAR, type Statistics } from './domain/statistics.js';

const Count = Type.Integer({ minimum: 0 });
/** The same digits as the number before it, for readers whose numbers are shorter. */
const AmountText = Type.String({ pattern: '^[0-9]+$' });
const BusinessDays = Type.Union([Count, Type.Null()]);

export const StatisticsView = Type.Object(
  {
    asOf: DayText,
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
        description: 'By KIND, SUBTYPE, TYPE, COMPANY_SIZE, MONTH, QUARTER or YEAR of the decision; else empty',
      }),
    }),
    suppliers: Count,
    institutions: Count,
    contracts: Count,
    amount: JsonInteger,
    amountText: AmountText,
    unregistered: Count,
    corrections: Type.Object({ rescinded: Count, terminated: Count, amended: Count }),
    leadTime: Type.Object({ median: BusinessDays, p90: BusinessDays }),
    groups: Type.Array(
      Type.Object({
        key: Type.String(),
        secondKey: Type.Optional(Type.String()),
        contracts: Count,
        institutions: Count,
        amount: JsonInteger,
        amountText: AmountText,
      }),
    ),
  },
  { $id: 'Statistics' },
);
export type StatisticsView = Static<typeof StatisticsView>;

const exactly = (amount: bigint) => ({ amount: jsonInteger(amount), amountText: String(amount) });

export const statisticsView = ({ groups, selections, amount, groupBy, ...statistics }: Statistics): StatisticsView => ({
  ...statistics,
  selections: { ...selections, groups: [...selections.groups] },
  ...(groupBy !== undefined && { groupBy: groupBy.join(',') }),
  ...exactly(amount),
  groups: groups.map(({ amount: sum, ...group }) => ({ ...group, ...exactly(sum) })),
});
