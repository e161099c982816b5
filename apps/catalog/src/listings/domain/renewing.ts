import type { Moment } from '#common/kernel/clock.js';
import { addDays, addMonths, type Day } from '#common/kernel/day.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { certifiedOf } from './certificates.rules.js';
import type { ListingEvent } from './listing.events.js';
import { ensureCertified, factsAfter, isListed, RENEWAL } from './listing.rules.js';
import type { ListingState } from './listing.state.js';
import { validityPlan, validTo } from './validity.rules.js';

/** 갱신 신청: from six months before the validity ends; while it is pending the listing outlives its validity. */
export function requestRenewal(
  state: ListingState,
  input: { readonly reason: string },
  moment: Moment,
): readonly ListingEvent[] {
  const { listingNo, validTo: until } = state.facts;
  ensure(state.facts.status === 'ACTIVE' && until !== undefined, () =>
    wrongState(
      'LISTING_NOT_ACTIVE',
      `Listing ${listingNo} is ${state.facts.status}: only an active listing is renewed.`,
    ),
  );
  ensure(state.renewal === undefined, () =>
    wrongState('RENEWAL_PENDING', `A renewal of listing ${listingNo} is pending.`),
  );
  const opens = addMonths(until, -moment.policy['catalog.renewalWindowMonths']);
  ensure(moment.today >= opens, () =>
    wrongState('RENEWAL_TOO_EARLY', `Listing ${listingNo} may be renewed from ${opens} on (A-13).`),
  );
  const days = moment.policy['catalog.renewalBusinessDays'];
  return [
    {
      type: 'ListingRenewalRequested',
      data: {
        requestedOn: moment.today,
        graceUntil: addDays(until, moment.policy['catalog.renewalGraceDays']),
        deadline: dueInBusinessDays(moment, { key: RENEWAL, days, rule: 'A-13' }),
      },
      reason: input.reason,
    },
  ];
}

/**
 * The criteria are still met: validity ends three years later, or with the certificates. A renewal that would
 * grant nothing is refused, and stays pending: the supplier brings a certificate that lasts longer, or NIA refuses.
 * @throws Refusal 409 NO_RENEWAL_PENDING, LISTING_NOT_ACTIVE, CERTIFICATE_MISSING, RENEWAL_GRANTS_NOTHING
 */
export function renewListing(
  state: ListingState,
  input: { readonly reason: string },
  moment: Moment,
): readonly ListingEvent[] {
  const { status, listingNo, service, certificates } = state.facts;
  const old = pendingRenewal(state);
  ensure(status === 'ACTIVE', () =>
    wrongState('LISTING_NOT_ACTIVE', `Listing ${listingNo} is ${status}: end its suspension, then renew it.`),
  );
  ensureCertified(state, moment);
  const basis = { from: old, ...certifiedOf(service, certificates) };
  const until = validTo(basis, moment);
  ensure(until > old, () =>
    wrongState(
      'RENEWAL_GRANTS_NOTHING',
      `A certificate that listing ${listingNo} needs ends on ${until}, and the listing is valid to ${old} already: replace the certificate by a change first.`,
    ),
  );
  return [
    {
      type: 'ListingRenewed',
      data: factsAfter(state, { validTo: until }, moment.today),
      details: { ...validityPlan(basis, until, state.reminded, moment), validityFrom: basis.from },
      reason: input.reason,
    },
  ];
}

/** NIA or the ministry refuses: the listing ends when its validity does, at once where it has outlived it. */
export function refuseRenewal(state: ListingState, input: { readonly reason: string }): readonly ListingEvent[] {
  pendingRenewal(state);
  return [{ type: 'ListingRenewalRefused', data: {}, reason: input.reason }];
}

/**
 * @returns the day to which the listing is valid
 * @throws Refusal 409 NO_RENEWAL_PENDING
 */
function pendingRenewal(state: ListingState): Day {
  const { listingNo, validTo: until } = state.facts;
  ensure(state.renewal !== undefined && until !== undefined && isListed(state), () =>
    wrongState('NO_RENEWAL_PENDING', `No renewal of listing ${listingNo} is pending: its supplier asks for one.`),
  );
  return until;
}
