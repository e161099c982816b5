import { Type, type Static } from 'typebox';
import { DayText, WonAmount } from '#common/events/definitions/shapes.js';
import { DATE_BASES, GROUPINGS } from './domain/statistics.js';

const Count = Type.Integer({ minimum: 0 });
const BusinessDays = Type.Union([Count, Type.Null()]);

export const StatisticsView = Type.Object(
  {
    asOf: DayText,
    dateBasis: Type.Enum(DATE_BASES),
    groupBy: Type.Optional(Type.Enum(GROUPINGS)),
    selections: Type.Object({ total: Count, aiConvergence: Count }),
    suppliers: Count,
    institutions: Count,
    contracts: Count,
    amount: WonAmount,
    unregistered: Count,
    corrections: Type.Object({ rescinded: Count, terminated: Count, amended: Count }),
    leadTime: Type.Object({ median: BusinessDays, p90: BusinessDays }),
    groups: Type.Array(Type.Object({ key: Type.String(), contracts: Count, amount: WonAmount })),
  },
  { $id: 'Statistics' },
);
export type StatisticsView = Static<typeof StatisticsView>;
