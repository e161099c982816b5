import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { debarmentOn, freeFrom, type DebarmentPeriod } from '#common/kernel/debarment.js';
import { dueInBusinessDays, type Deadline } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { certifiedOf, coverFrom } from './certificates.rules.js';
import type { ListingEvent } from './listing.events.js';
import { ensureCertified, factsAfter, RESUMPTION } from './listing.rules.js';
import type { ListingState, SuspensionCause } from './listing.state.js';

export interface SuspensionOrder {
  readonly cause: SuspensionCause;
  readonly reason: string;
}

/** 정지: visible with a banner, no new contracts; running contracts go on. */
export function suspendListing(state: ListingState, order: SuspensionOrder, moment: Moment): readonly ListingEvent[] {
  ensure(state.facts.status === 'ACTIVE', () =>
    wrongState(
      'LISTING_NOT_ACTIVE',
      `Listing ${state.facts.listingNo} is ${state.facts.status}: only an active listing is suspended.`,
    ),
  );
  const facts = factsAfter(state, { status: 'SUSPENDED' }, moment.today);
  return [
    { type: 'ListingSuspended', data: { ...facts, cause: order.cause, since: moment.today }, reason: order.reason },
  ];
}

/**
 * The cause is removed; `reason` says by what proof. Each infrastructure has a certificate again, and the cover
 * counts anew from today.
 */
export function resumeListing(
  state: ListingState,
  input: { readonly reason: string },
  moment: Moment,
): readonly ListingEvent[] {
  const { status, listingNo, service, certificates } = state.facts;
  ensure(status === 'SUSPENDED', () =>
    wrongState('LISTING_NOT_SUSPENDED', `Listing ${listingNo} is ${status}: there is no suspension to end.`),
  );
  ensureCertified(state, moment);
  return [
    {
      type: 'ListingResumed',
      data: factsAfter(state, { status: 'ACTIVE' }, moment.today),
      details: coverFrom(certifiedOf(service, certificates), moment),
      reason: input.reason,
    },
  ];
}

/**
 * The day from which NIA can end the suspension, as far as the days of certificates and debarments tell. Undefined for
 * any other cause, and for a sanction of which no debarment was told: its proof comes to the officer, who alone knows
 * when.
 */
export function curedFrom({
  suspension,
  coveredUntil,
  coveredAgainFrom,
  debarments = [],
}: ListingState): Day | undefined {
  if (suspension?.cause === 'SANCTION') return freeAgain(debarments, suspension.since);
  if (suspension?.cause !== 'CERTIFICATE_ENDED') return undefined;
  const isCoveredSince = coveredUntil === undefined || coveredUntil >= suspension.since;
  return isCoveredSince ? suspension.since : coveredAgainFrom;
}

/** The first day since then on which one of the debarments is over, and no other holds. */
function freeAgain(debarments: readonly DebarmentPeriod[], since: Day): Day | undefined {
  const ends = debarments.map(freeFrom).map((day) => (day < since ? since : day));
  return ends.toSorted().find((day) => debarmentOn(debarments, day) === undefined);
}

/** NIA resumes within three business days after the proof (§11.3). */
export const resumptionDue = (moment: Moment): Deadline =>
  dueInBusinessDays(moment, {
    key: RESUMPTION,
    days: moment.policy['catalog.resumptionBusinessDays'],
    rule: '§11.3',
  });
