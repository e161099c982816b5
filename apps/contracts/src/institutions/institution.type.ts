import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import type { InstitutionEvent } from './domain/institution.events.js';
import { evolve, institutionMachine } from './domain/institution.evolve.js';
import type { InstitutionState } from './domain/institution.state.js';

export const institutionType: AggregateType<InstitutionState, InstitutionEvent> = {
  name: 'institution',
  collection: 'institutions',
  evolve,
  machines: [institutionMachine],
  publishes: [],
  indexed: ['state.code', 'state.status'],
};
