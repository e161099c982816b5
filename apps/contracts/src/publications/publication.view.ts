import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { DayText, Instant } from '#common/events/definitions/shapes.js';
import { exactJson } from '#common/http/json-integer.js';
import type { Format } from '#common/http/exporting.js';
import { StatisticsView } from '../read-models/statistics/statistics.view.js';
import { PUBLICATION_FORMATS, type PublicationFormat, type PublicationState } from './domain/publication.state.js';

const Cited = {
  id: Type.String(),
  version: Type.Integer(),
  self: Type.String(),
  title: Type.String(),
  publishedOn: DayText,
  asOf: DayText,
  knownAt: Instant,
  format: Type.Enum(PUBLICATION_FORMATS),
  file: Type.Optional(Type.String({ description: 'Path of the file, where a file was published' })),
  /** The same figures, counted again. */
  recount: Type.String({ description: 'Path and query that count them again' }),
};

/** A published figure in a list. */
export const ListedPublicationView = Type.Object(Cited, { $id: 'ListedPublication' });
export type ListedPublicationView = Static<typeof ListedPublicationView>;

/** A published figure (공표 통계), as it was published. */
export const PublicationView = Type.Object({ ...Cited, figures: StatisticsView }, { $id: 'Publication' });
export type PublicationView = Static<typeof PublicationView>;

/** `format` of the file that a publication is; none of JSON. */
const FILES = { JSON: undefined, CSV: 'csv', ODS: 'ods' } as const satisfies Readonly<
  Record<PublicationFormat, Format | undefined>
>;

export function listedPublicationView({ id, version, state }: Snapshot<PublicationState>): ListedPublicationView {
  const { title, publishedOn, asOf, knownAt, format, query } = state;
  const self = `/v1/published-figures/${id}`;
  const asFile = FILES[format];
  const recount = `/v1/statistics?${query}${asFile === undefined ? '' : `&format=${asFile}`}`;
  return {
    id,
    version,
    self,
    title,
    publishedOn,
    asOf,
    knownAt,
    format,
    ...(asFile !== undefined && { file: `${self}?format=${asFile}` }),
    recount,
  };
}

export const publicationView = (publication: Snapshot<PublicationState>): PublicationView => ({
  ...listedPublicationView(publication),
  figures: exactJson(publication.state.figures) as StatisticsView,
});
