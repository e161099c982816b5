import type { Fact } from '#common/aggregates/fact.js';
import type { PublicationState } from './publication.state.js';

export type PublicationEvent = Fact<'FiguresPublished', PublicationState>;
