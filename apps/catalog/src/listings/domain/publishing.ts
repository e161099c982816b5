import type { Moment } from '#common/kernel/clock.js';
import { addDays } from '#common/kernel/day.js';
import { ensure, Refusal, wrongState } from '#common/kernel/errors.js';
import { differences, type Difference } from './content.rules.js';
import type { ListingEvent } from './listing.events.js';
import { completionPlan, ensureCertified, factsAfter } from './listing.rules.js';
import type { ListingState } from './listing.state.js';
import { validityPlan, validTo } from './validity.rules.js';

/** What the listing offers against what the committee selected, for NIA's eyes and for the guard of publication. */
export const differencesFromSelected = (state: ListingState): readonly Difference[] =>
  differences(state.selected, state.facts);

/** NIA publishes: the content is what was selected, cheaper or better told at most. */
export function publishListing(state: ListingState, moment: Moment): readonly ListingEvent[] {
  const { facts } = state;
  ensure(facts.status === 'IN_CHECK' || mayPublishMinimum(state, moment), () =>
    wrongState(
      'LISTING_NOT_IN_CHECK',
      `Listing ${facts.listingNo} is ${facts.status}: only a submitted listing is published.`,
    ),
  );
  const material = differencesFromSelected(state).filter((difference) => difference.material);
  if (material.length > 0) {
    const fields = material.map((difference) => difference.field);
    const detail = `Listing ${facts.listingNo} departs from what was selected in ${fields.join(', ')}: return it to its supplier.`;
    const errors = fields.map((field) => ({
      pointer: `/${field.replaceAll('.', '/')}`,
      code: 'CONTENT_DIFFERS',
      detail: 'not what was selected',
    }));
    throw new Refusal('state', 'CONTENT_DIFFERS', detail, errors);
  }
  ensure(facts.prices.length > 0, () =>
    wrongState('PRICES_MISSING', `Listing ${facts.listingNo} has no price line: nothing could be contracted.`),
  );
  ensureCertified(state, moment);
  const basis = { from: state.validityFrom, kind: facts.service.kind, certificates: facts.certificates };
  const until = validTo(basis, moment);
  ensure(until >= moment.today, () =>
    wrongState(
      'VALIDITY_ENDED',
      `The selection behind listing ${facts.listingNo} was valid until ${until} (A-13): it needs a new one.`,
    ),
  );
  return [
    {
      type: 'ListingPublished',
      data: factsAfter(state, { status: 'ACTIVE', validTo: until }, moment.today),
      details: validityPlan(basis, until, state.reminded, moment),
    },
  ];
}

/** §11.3: what its supplier leaves incomplete for 30 days NIA may publish as it was selected. */
const mayPublishMinimum = (state: ListingState, moment: Moment): boolean =>
  state.facts.status === 'PREPARING' &&
  moment.today >= addDays(state.createdOn, moment.policy['catalog.minimumPublicationDays']);

/** Back to the supplier, who has the whole time for completion again. */
export function returnListing(
  state: ListingState,
  input: { readonly reason: string },
  moment: Moment,
): readonly ListingEvent[] {
  ensure(state.facts.status === 'IN_CHECK', () =>
    wrongState(
      'LISTING_NOT_IN_CHECK',
      `Listing ${state.facts.listingNo} is ${state.facts.status}: only a submitted listing is returned.`,
    ),
  );
  return [
    {
      type: 'ListingReturned',
      data: factsAfter(state, { status: 'PREPARING' }, moment.today),
      details: completionPlan(moment),
      reason: input.reason,
    },
  ];
}
