import type { Moment } from '#common/kernel/clock.js';
import { addDays } from '#common/kernel/day.js';
import { ensure, Refusal, wrongState } from '#common/kernel/errors.js';
import { certifiedOf } from './certificates.rules.js';
import { differences, type Difference } from './content.rules.js';
import type { ListingEvent } from './listing.events.js';
import { completionPlan, ensureCertified, factsAfter, referenceTo } from './listing.rules.js';
import type { Draft, ListingState, Presentation } from './listing.state.js';
import { validityPlan, validTo } from './validity.rules.js';

/** What the listing offers against what the committee selected, for NIA's eyes and for the guard of publication. */
export const differencesFromSelected = (state: ListingState): readonly Difference[] =>
  differences(state.selected, state.facts);

/**
 * NIA publishes: the content is what was selected, cheaper or better told at most. What its supplier leaves incomplete
 * for 30 days NIA may publish as it was selected; what the supplier had begun then stays a draft.
 * @throws Refusal 409 LISTING_NOT_IN_CHECK, CONTENT_DIFFERS, PRICES_MISSING, CERTIFICATE_MISSING, VALIDITY_ENDED
 */
export function publishListing(state: ListingState, moment: Moment): readonly ListingEvent[] {
  const { facts, selected } = state;
  const isMinimum = mayPublishMinimum(state, moment);
  ensure(facts.status === 'IN_CHECK' || isMinimum, () =>
    wrongState(
      'LISTING_NOT_IN_CHECK',
      `Listing ${facts.listingNo} is ${facts.status}: only a submitted listing is published.`,
    ),
  );
  if (!isMinimum) ensureAsSelected(state);
  const { service, prices, certificates } = isMinimum ? selected : facts;
  const content = { service, prices: [...prices], certificates: [...certificates] };
  ensure(prices.length > 0, () =>
    wrongState('PRICES_MISSING', `Listing ${facts.listingNo} has no price line: nothing could be contracted.`),
  );
  ensureCertified({ facts: { ...facts, ...content } }, moment);
  const basis = { from: state.validityFrom, ...certifiedOf(service, certificates) };
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
      data: factsAfter(state, { ...content, status: 'ACTIVE', validTo: until }, moment.today),
      details: {
        ...validityPlan(basis, until, state.reminded, moment),
        ...(isMinimum && hasBegun(state) && { draft: draftOf(state) }),
      },
    },
  ];
}

/** §11.3: the time in which its supplier completes a listing is over. */
const mayPublishMinimum = (state: ListingState, moment: Moment): boolean =>
  state.facts.status === 'PREPARING' &&
  moment.today >= addDays(state.createdOn, moment.policy['catalog.minimumPublicationDays']);

const draftOf = ({ facts, presentation }: ListingState): Draft => ({
  service: facts.service,
  prices: facts.prices,
  certificates: facts.certificates,
  presentation,
});

const hasBegun = (state: ListingState): boolean =>
  differencesFromSelected(state).length > 0 || !isEmpty(state.presentation);

const isEmpty = ({ imageUrls, manualUrl, trialUrl }: Presentation): boolean =>
  imageUrls.length === 0 && manualUrl === undefined && trialUrl === undefined;

/** each difference that is not MINOR waits for a change that is approved, after the publication. */
function ensureAsSelected(state: ListingState): void {
  const { listingNo } = state.facts;
  const refused = differencesFromSelected(state).filter((difference) => difference.class !== 'MINOR');
  if (refused.length === 0) return;
  const fields = refused.map((difference) => difference.field);
  throw new Refusal(
    'state',
    'CONTENT_DIFFERS',
    `Listing ${listingNo} departs from what was selected in ${fields.join(', ')}: return it to its supplier, who may ask for a change once it is published (R-21).`,
    refused.map((difference) => ({
      pointer: `/${difference.field.replaceAll('.', '/')}`,
      code: 'CONTENT_DIFFERS',
      detail: `not what was selected: a change of class ${difference.class}`,
    })),
  );
}

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
      data: referenceTo(state.facts, 'PREPARING'),
      details: completionPlan(moment),
      reason: input.reason,
    },
  ];
}
