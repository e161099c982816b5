import { SERVICES } from '../../../tools/services.js';

/** Collections whose documents are aggregates, in any service. */
export const AGGREGATES: ReadonlySet<string> = new Set(
  SERVICES.flatMap(({ aggregates }) => aggregates.map(([type]) => type.collection)),
);

/** Collections that projections fill, in any service. A rebuild fills others, whose names begin with these. */
export const READ_MODELS: readonly string[] = SERVICES.flatMap(({ projections }) =>
  projections.map(({ collection }) => collection),
);
