import { ComparisonSaved } from '#common/events/definitions/comparison-saved.js';
import type { Projection } from '#common/projections/projection.js';

/** Comparisons (비교) that institutions saved in the catalog: evidence for their choice. */
export const comparisonsProjection: Projection = {
  name: 'comparisons',
  collection: 'comparisons',
  consumes: [ComparisonSaved],
  project: ({ data }) => ({ ...(data as ComparisonSaved) }),
};
