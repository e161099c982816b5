import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import type { InstitutionEvent } from './domain/institution.events.js';
import { evolve, institutionMachine } from './domain/institution.evolve.js';
import type { InstitutionState } from './domain/institution.state.js';
import { institutionWork } from './institution.work.js';

export const institutionType: AggregateType<InstitutionState, InstitutionEvent> = {
  name: 'institution',
  collection: 'institutions',
  evolve,
  machines: [institutionMachine],
  publishes: [],
  path: ({ code }) => `/v1/institutions/${code}`,
  work: institutionWork,
  indexed: ['state.code', 'state.status'],
};
