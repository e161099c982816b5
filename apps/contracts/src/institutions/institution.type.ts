import { evolution } from '#common/aggregates/evolution.js';
import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { derivedId } from '#common/kernel/ids.js';
import { evolve, type InstitutionEvent, type InstitutionState } from './domain/institution.js';

export const institutionId = (code: string): string => derivedId('institution', code);

export const institutionType: AggregateType<InstitutionState, InstitutionEvent> = {
  name: 'institution',
  collection: 'institutions',
  evolve: evolution<InstitutionState, InstitutionEvent>()(
    { InstitutionRegistered: (event, state) => evolve(state, event) },
    evolve,
  ),
  publishes: [],
  indexed: ['state.code', 'state.status'],
};
