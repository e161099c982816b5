import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import type { InstitutionEvent } from './domain/institution.events.js';
import { evolve, institutionMachine } from './domain/institution.evolve.js';
import type { InstitutionState } from './domain/institution.state.js';
import { passingDueAt } from './domain/merging.js';
import { institutionNotices } from './institution.notices.js';
import { institutionWork } from './institution.work.js';

export const institutionType: AggregateType<InstitutionState, InstitutionEvent> = {
  name: 'institution',
  collection: 'institutions',
  evolve,
  machines: [institutionMachine],
  publishes: [],
  dueAt: passingDueAt,
  path: ({ code }) => `/v1/institutions/${code}`,
  work: institutionWork,
  notices: institutionNotices,
  indexed: ['state.code', 'state.status'],
};
