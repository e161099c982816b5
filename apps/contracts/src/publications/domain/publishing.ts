import type { Moment } from '#common/kernel/clock.js';
import { derivedId } from '#common/kernel/ids.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import type { PublicationEvent } from './publication.events.js';
import type { PublicationState } from './publication.state.js';

export type Cited = Pick<PublicationState, 'query' | 'asOf' | 'knownAt' | 'format'>;

/** The same question, on the same knowledge and in the same format, is one publication. */
export const publicationIdOf = ({ query, asOf, knownAt, format }: Cited): string =>
  derivedId('publication', query, asOf, knownAt, format);

/** What is still to come cannot be cited. @throws Refusal 422 PUBLICATION_AHEAD */
export function ensureKnown({ asOf, knownAt }: Pick<Cited, 'asOf' | 'knownAt'>, { at, today }: Moment): void {
  const pointer = asOf > today ? '/asOf' : '/knownAt';
  ensure(asOf <= today && knownAt <= at.toISOString(), () =>
    invalid(
      'PUBLICATION_AHEAD',
      'A figure is published of days and of knowledge that are there: today and now at most.',
      [{ pointer, code: 'PUBLICATION_AHEAD', detail: `until ${today}` }],
    ),
  );
}

/** The ministry publishes a figure; it is stored as it was counted, whatever is recorded later. */
export const publishFigures = (
  publication: Omit<PublicationState, 'publicationId' | 'publishedOn'>,
  { today }: Pick<Moment, 'today'>,
): readonly PublicationEvent[] => [
  {
    type: 'FiguresPublished',
    data: { publicationId: publicationIdOf(publication), publishedOn: today, ...publication },
  },
];
