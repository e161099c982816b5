import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import type { PublicationEvent } from './domain/publication.events.js';
import { evolve } from './domain/publication.evolve.js';
import type { PublicationState } from './domain/publication.state.js';

export const publicationType: AggregateType<PublicationState, PublicationEvent> = {
  name: 'publication',
  collection: 'publications',
  evolve,
  publishes: [],
  indexed: ['state.publishedOn'],
};
