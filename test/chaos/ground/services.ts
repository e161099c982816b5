import { SERVICES } from '../../../tools/services.js';
import type { Service } from '../../../tools/story/api.js';

export const SERVICE_NAMES = ['intake', 'review', 'catalog', 'contracts'] as const satisfies readonly Service[];

/** Collections whose documents are aggregates, in any service. */
export const AGGREGATES: ReadonlySet<string> = new Set(
  SERVICES.flatMap(({ aggregates }) => aggregates.map(([type]) => type.collection)),
);

/** Collections that projections fill, in any service. A rebuild fills others beside them, under longer names. */
export const READ_MODELS: readonly string[] = SERVICES.flatMap(({ projections }) =>
  projections.map(({ collection }) => collection),
);
