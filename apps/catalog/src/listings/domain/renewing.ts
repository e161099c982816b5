import type { Moment } from '#common/kernel/clock.js';
import { addDays, addMonths } from '#common/kernel/day.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ListingEvent } from './listing.events.js';
import { ensureCertified, factsAfter } from './listing.rules.js';
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
        deadline: dueInBusinessDays(moment, { key: 'RENEWAL', days, rule: 'A-13' }),
      },
      reason: input.reason,
    },
  ];
}

/** The criteria are still met: a new term follows the old one. */
export function renewListing(
  state: ListingState,
  input: { readonly reason: string },
  moment: Moment,
): readonly ListingEvent[] {
  const { listingNo, service, certificates } = state.facts;
  ensure(state.renewal !== undefined && state.facts.status === 'ACTIVE', () =>
    wrongState('NO_RENEWAL_PENDING', `No renewal of listing ${listingNo} is pending: its supplier asks for one.`),
  );
  ensureCertified(state, moment);
  const basis = { from: state.facts.validTo ?? moment.today, kind: service.kind, certificates };
  const until = validTo(basis, moment);
  return [
    {
      type: 'ListingRenewed',
      data: factsAfter(state, { validTo: until }, moment.today),
      details: { ...validityPlan(basis, until, state.reminded, moment), validityFrom: basis.from },
      reason: input.reason,
    },
  ];
}
