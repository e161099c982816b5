import type { Certificate, PriceLine } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { dueInBusinessDays, type Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { certifiedOf, uncertified } from './certificates.rules.js';
import { priceDifferences } from './content.rules.js';
import type { ChangeReference, ListingEvent } from './listing.events.js';
import {
  changeKey,
  ensureDistinctCodes,
  ensurePlausiblePrices,
  factsAfter,
  forWhich,
  isListed,
} from './listing.rules.js';
import type { ChangeClass, ChangeRequest, ListingState } from './listing.state.js';
import { validityPlan, validTo } from './validity.rules.js';

/** 변경 신청: new prices, or new certificates. */
export interface RequestedChange {
  readonly prices?: readonly PriceLine[];
  readonly certificates?: readonly Certificate[];
  readonly reason: string;
}

/** what makes nothing dearer applies at once; a raise or another certificate waits for NIA. */
export function requestChange(state: ListingState, change: RequestedChange, moment: Moment): readonly ListingEvent[] {
  ensureChangeable(state);
  const pending = state.changes.find((one) => one.status === 'REQUESTED');
  ensure(pending === undefined, () =>
    wrongState(
      'CHANGE_PENDING',
      `Change ${pending?.no} of listing ${state.facts.listingNo} is not decided yet: wait for it.`,
    ),
  );
  if (change.prices !== undefined) ensurePlausiblePrices(change.prices, moment);
  const reference = { no: state.changes.length + 1, class: classOf(state, change) };
  if (reference.class === 'MINOR') return apply(state, { ...reference, ...change }, moment);
  return [
    {
      type: 'ListingChangeRequested',
      data: {
        ...reference,
        ...(change.prices !== undefined && { prices: change.prices }),
        ...(change.certificates !== undefined && { certificates: change.certificates }),
        deadline: answerDue(reference, moment),
      },
      reason: change.reason,
    },
  ];
}

function classOf(state: ListingState, change: RequestedChange): ChangeClass {
  ensure((change.prices === undefined) !== (change.certificates === undefined), () =>
    invalid(
      'CHANGE_AMBIGUOUS',
      'A change holds new prices or new certificates, one of the two: send two requests for both.',
    ),
  );
  if (change.prices === undefined) return 'CERTIFICATE';
  ensureDistinctCodes(change.prices);
  ensure(change.prices.length > 0, () =>
    invalid('PRICES_MISSING', 'A listing has at least one price line: send the whole new table.'),
  );
  const changed = priceDifferences(state.facts.prices, change.prices);
  ensure(changed.length > 0, () => invalid('NOTHING_CHANGED', 'The price table sent is the one in force.'));
  return changed.some((difference) => difference.class === 'PRICE') ? 'PRICE' : 'MINOR';
}

function answerDue(reference: ChangeReference, moment: Moment): Deadline {
  const within =
    reference.class === 'PRICE' ? 'catalog.priceChangeBusinessDays' : 'catalog.certificateChangeBusinessDays';
  return dueInBusinessDays(moment, { key: changeKey(reference.no), days: moment.policy[within], rule: 'A-12' });
}

export interface ChangeDecision {
  readonly no: number;
  readonly reason: string;
}

/** NIA approves a change: it applies at once. */
export function approveChange(state: ListingState, decision: ChangeDecision, moment: Moment): readonly ListingEvent[] {
  ensureChangeable(state);
  return apply(state, { ...requested(state, decision.no), reason: decision.reason }, moment);
}

/** NIA rejects a change: the listing stays as it is. */
export function rejectChange(state: ListingState, decision: ChangeDecision): readonly ListingEvent[] {
  const change = requested(state, decision.no);
  return [{ type: 'ListingChangeRejected', data: { no: change.no, class: change.class }, reason: decision.reason }];
}

/** Content gets a new version; contracts that pinned an older one keep it. */
function apply(
  state: ListingState,
  change: ChangeReference & RequestedChange,
  moment: Moment,
): readonly ListingEvent[] {
  const reference = { no: change.no, class: change.class };
  const version = state.facts.version + 1;
  if (change.prices !== undefined) {
    const data = factsAfter(state, { version, prices: [...change.prices] }, moment.today);
    return [{ type: 'ListingPriceChanged', data, details: reference, reason: change.reason }];
  }
  const certificates = [...(change.certificates ?? [])];
  const basis = { from: state.validityFrom, ...certifiedOf(state.facts.service, certificates) };
  const missing = uncertified(basis, moment);
  ensure(missing.length === 0, () =>
    wrongState(
      'CERTIFICATE_MISSING',
      `None of the certificates of change ${change.no} is valid on ${moment.today}${forWhich(missing)} (A-01).`,
    ),
  );
  const until = validTo(basis, moment);
  return [
    {
      type: 'ListingChanged',
      data: factsAfter(state, { version, certificates, validTo: until }, moment.today),
      details: { change: reference, plan: validityPlan(basis, until, state.reminded, moment) },
      reason: change.reason,
    },
  ];
}

/** A suspended listing may change too: a replaced certificate is how some suspensions end. */
function ensureChangeable(state: ListingState): void {
  ensure(isListed(state), () =>
    wrongState(
      'LISTING_NOT_ACTIVE',
      `Listing ${state.facts.listingNo} is ${state.facts.status}: only a published listing is changed.`,
    ),
  );
}

function requested(state: ListingState, no: number): ChangeRequest {
  const change = state.changes.find((one) => one.no === no);
  if (change === undefined)
    throw invalid('CHANGE_UNKNOWN', `Listing ${state.facts.listingNo} has no change request ${no}.`);
  ensure(change.status === 'REQUESTED', () =>
    wrongState('CHANGE_DECIDED', `Change ${no} is ${change.status} already.`),
  );
  return change;
}
