import type { ComparisonSaved } from '#common/events/definitions/comparison-saved.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, type Refusal } from '#common/kernel/errors.js';
import { validOffers } from './contract.rules.js';
import type { ContractState, PinnedListing } from './contract.state.js';

/** Saved comparisons (비교) on which a choice rests, by their ids. */
export interface Evidence {
  readonly comparisonIds: readonly string[];
  /** Those of them that the catalog has told of. */
  readonly comparisons: readonly ComparisonSaved[];
}

/**
 * A choice among several candidates rests on comparisons that its institution saved, each of one subtype, the chosen
 * listing among them. Every listing with an offer that could be chosen is compared, but one that is alone of its
 * subtype: it is like none of the others.
 * @throws Refusal 422 COMPARISON_MISSING, COMPARISON_UNKNOWN, COMPARISON_WITHOUT_CHOICE, COMPARISON_INCOMPLETE
 */
export function ensureCompared(
  state: ContractState,
  chosen: PinnedListing,
  { comparisonIds, comparisons }: Evidence,
  { today }: Pick<Moment, 'today'>,
): void {
  const candidates = new Map(state.invitations.map(({ listing }) => [listing.listingId, listing]));
  ensure(candidates.size === 1 || comparisonIds.length > 0, () =>
    wrong(
      'COMPARISON_MISSING',
      `${candidates.size} listings were candidates: name the saved comparison the choice rests on.`,
      'id of a comparison saved in the catalog',
    ),
  );
  if (comparisonIds.length === 0) return;
  const codes = [state.institution, ...(state.passedFrom ?? [])].map(({ code }) => code);
  const own = comparisons.filter(({ institution }) => codes.includes(institution));
  const unknown = comparisonIds.find((id) => !own.some(({ comparisonId }) => comparisonId === id));
  ensure(unknown === undefined, () =>
    wrong(
      'COMPARISON_UNKNOWN',
      `Your institution has no comparison ${unknown}. One that was just saved is known here some seconds later.`,
      'id of a comparison that your institution saved in the catalog',
    ),
  );
  const compared = new Set(own.flatMap(({ listingIds }) => listingIds));
  ensure(compared.has(chosen.listingId), () =>
    wrong(
      'COMPARISON_WITHOUT_CHOICE',
      `Listing ${chosen.listingNo} is in none of these comparisons: compare it with the others.`,
      'a comparison that has the chosen listing',
    ),
  );
  const isAlone = ({ subtype }: PinnedListing) =>
    [...candidates.values()].filter((one) => one.subtype === subtype).length === 1;
  const missing = validOffers(state, today)
    .map(({ listing }) => listing)
    .filter((listing) => !compared.has(listing.listingId) && !isAlone(listing));
  ensure(missing.length === 0, () =>
    wrong(
      'COMPARISON_INCOMPLETE',
      `${missing.map(({ listingNo }) => listingNo).join(', ')} made an offer and were not compared: name another comparison.`,
      'comparisons of all listings with an offer',
    ),
  );
}

const wrong = (code: string, detail: string, wanted: string): Refusal =>
  invalid(code, detail, [{ pointer: '/comparisonId', code, detail: wanted }]);
