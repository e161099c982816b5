import type { Day } from '#common/kernel/day.js';

/**
 * A published figure (공표 통계): what the statistics said, to be cited for good. Its id derives from what was asked, as
 * of which day, on which knowledge and in which format, so that the same figure is published once.
 */
export interface PublicationState {
  readonly publicationId: string;
  readonly title: string;
  readonly publishedOn: Day;
  /** Cuts by business date. */
  readonly asOf: Day;
  /** Cuts by what was recorded until then; UTC. */
  readonly knownAt: string;
  /** What is cited: the answer as JSON, or the file. */
  readonly format: PublicationFormat;
  /** What was asked, as the query of `GET /v1/statistics`. */
  readonly query: string;
  /** The figures as JSON text: sums in it are integers of any length. */
  readonly figures: string;
}

export const PUBLICATION_FORMATS = ['JSON', 'CSV', 'ODS'] as const;
export type PublicationFormat = (typeof PUBLICATION_FORMATS)[number];
