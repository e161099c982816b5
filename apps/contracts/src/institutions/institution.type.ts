import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import type { InstitutionEvent } from './domain/institution.events.js';
import { evolve, institutionMachine } from './domain/institution.evolve.js';
import type { InstitutionState } from './domain/institution.state.js';
import { passingDueAt } from './domain/merging.js';
import { institutionNotices } from './institution.notices.js';
import { institutionWork } from './institution.work.js';

/** Where the number of its newest change of the parent is. */
export const HIERARCHY_NEWEST = 'state.hierarchy.newest';

export const institutionType: AggregateType<InstitutionState, InstitutionEvent> = {
  name: 'institution',
  collection: 'institutions',
  evolve,
  machines: [institutionMachine],
  publishes: [],
  // Two changes that looked at the same hierarchy have the same number: together they could close a circle.
  claims: ({ hierarchy }) =>
    (hierarchy?.numbers ?? []).map((n) => ({
      key: `hierarchy:${n}`,
      code: 'HIERARCHY_CHANGED',
      detail: 'Another institution was put below one at the same moment: read the institution, and try again.',
    })),
  dueAt: passingDueAt,
  path: ({ code }) => `/v1/institutions/${code}`,
  work: institutionWork,
  notices: institutionNotices,
  indexed: ['state.code', 'state.status', HIERARCHY_NEWEST],
};
