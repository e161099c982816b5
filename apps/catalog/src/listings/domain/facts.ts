import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Day } from '#common/kernel/day.js';
import { gradeOn } from './certificates.rules.js';
import type { ListingState } from './listing.state.js';

/** The facts of a listing after a change, as every event of catalog.listings carries them: the only way they are made. */
export function factsAfter(
  state: Pick<ListingState, 'facts' | 'agreements'>,
  change: Partial<ListingFacts>,
  today: Day,
): ListingFacts {
  const { grade: _grade, agreement: _agreement, ...rest } = { ...state.facts, ...change };
  const grade = gradeOn(rest.certificates, today);
  const agreement = newest(state.agreements);
  return { ...rest, ...(grade !== undefined && { grade }), ...(agreement !== undefined && { agreement }) };
}

const newest = (agreements: ListingState['agreements']) =>
  [...agreements]
    .sort((a, b) =>
      a.validFrom === b.validFrom ? a.number.localeCompare(b.number) : a.validFrom < b.validFrom ? -1 : 1,
    )
    .at(-1);
