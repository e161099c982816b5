import { evolution } from '#common/aggregates/evolution.js';
import type { PublicationEvent } from './publication.events.js';
import type { PublicationState } from './publication.state.js';

export const evolve = evolution<PublicationState, PublicationEvent>()({
  FiguresPublished: ({ data }) => ({ ...data }),
});
