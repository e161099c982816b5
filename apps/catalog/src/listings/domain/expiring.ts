import type { Moment } from '#common/kernel/clock.js';
import { daysBetween, endOfDay, startOfDay, type Day } from '#common/kernel/day.js';
import { debarmentOn } from '#common/kernel/debarment.js';
import type { SystemReason } from '#common/kernel/system-reasons.js';
import { endDelisted } from './delisting.js';
import { passedDebarments } from './following-debarments.js';
import type { ListingEvent } from './listing.events.js';
import { factsAfter, isListed, RESUMPTION } from './listing.rules.js';
import type { ListingState, Reminder, SuspensionCause } from './listing.state.js';
import { curedFrom, resumptionDue, suspendListing } from './suspending.js';
import { isSameSubject } from './validity.rules.js';

/** The last day of validity; a renewal that is pending holds the end back (§11.3 grace). */
const lastDay = (state: ListingState): Day | undefined =>
  state.renewal === undefined ? state.facts.validTo : state.renewal.graceUntil;

/** The earliest instant at which the passing of time alone changes something. */
export function listingDueAt(state: ListingState): Date | undefined {
  const instants = state.reminders.map((reminder) => startOfDay(reminder.on));
  const last = lastDay(state);
  if (isListed(state) && last !== undefined) instants.push(endOfDay(last));
  if (isListed(state) && state.delisting !== undefined) instants.push(endOfDay(state.delisting.lastDay));
  if (state.facts.status === 'ACTIVE') {
    if (state.coveredUntil !== undefined) instants.push(endOfDay(state.coveredUntil));
    instants.push(...(state.debarments ?? []).map(({ from }) => startOfDay(from)));
  }
  const cured = awaitedCure(state);
  if (cured !== undefined) instants.push(startOfDay(cured));
  return instants.sort((a, b) => a.getTime() - b.getTime())[0];
}

/**
 * What the clock brings about: the end that was announced, or expiry (만료), at 24:00 KST of the last day; suspension
 * when a certificate that is needed ended or the supplier is debarred; NIA's clock when the cause is gone; and
 * the reminders whose day has come. A suspended listing ends too: its
 * validity runs on.
 */
export function tickListing(state: ListingState, moment: Moment): readonly ListingEvent[] {
  const last = lastDay(state);
  const delisted = state.delisting?.lastDay;
  // Of two ends that came while the clock did not run the earlier one holds.
  if (isListed(state) && delisted !== undefined && moment.today > delisted && (last === undefined || delisted < last)) {
    return endDelisted(state, delisted, moment);
  }
  if (isListed(state) && last !== undefined && moment.today > last) {
    return [{ type: 'ListingExpired', data: factsAfter(state, { status: 'EXPIRED' }, moment.today) }];
  }
  const passing = state.facts.status === 'ACTIVE' ? passedDebarments(state, moment.today) : [];
  const suspension = suspendByClock(state, moment);
  const cure = dueResumption(state, moment);
  const status = suspension.length > 0 ? 'SUSPENDED' : state.facts.status;
  const facts = factsAfter(state, { status }, moment.today);
  const reminders = dueReminders(state, moment.today).map((reminder) => remind(facts, reminder, moment));
  return [...passing, ...suspension, ...cure, ...reminders];
}

/** A certificate that ended, and a supplier that is debarred, suspend at once. */
function suspendByClock(state: ListingState, moment: Moment): readonly ListingEvent[] {
  if (state.facts.status !== 'ACTIVE') return [];
  const { coveredUntil, debarments = [] } = state;
  if (debarmentOn(debarments, moment.today) !== undefined)
    return suspend(state, 'SANCTION', 'SUPPLIER_DEBARRED', moment);
  if (coveredUntil === undefined || moment.today <= coveredUntil) return [];
  return suspend(state, 'CERTIFICATE_ENDED', 'CERTIFICATE_ENDED', moment);
}

const suspend = (
  state: ListingState,
  cause: SuspensionCause,
  reason: SystemReason,
  moment: Moment,
): readonly ListingEvent[] => suspendListing(state, { cause, reason }, moment);

/** The day that a suspension waits for, while NIA's clock does not run yet. */
const awaitedCure = (state: ListingState): Day | undefined =>
  state.facts.status !== 'SUSPENDED' || state.deadlines.some(({ key }) => key === RESUMPTION)
    ? undefined
    : curedFrom(state);

function dueResumption(state: ListingState, moment: Moment): readonly ListingEvent[] {
  const cured = awaitedCure(state);
  if (cured === undefined || moment.today < cured) return [];
  return [{ type: 'ListingResumptionDue', data: { deadline: resumptionDue(moment) } }];
}

/** Of several that fell due about one thing only the latest is worth sending. */
function dueReminders(state: ListingState, today: Day): readonly Reminder[] {
  const due = state.reminders.filter((reminder) => reminder.on <= today);
  return due.filter((one) => !due.some((other) => other.on > one.on && isSameSubject(one, other)));
}

function remind(facts: ListingState['facts'], reminder: Reminder, moment: Moment): ListingEvent {
  const { endsOn, certificateNo } = reminder;
  const daysLeft = Math.max(0, daysBetween(moment.today, endsOn));
  if (reminder.about === 'COMPLETION') return { type: 'ListingCompletionReminded', data: { dueOn: endsOn } };
  if (certificateNo === undefined) return { type: 'ListingExpiring', data: { ...facts, endsOn, daysLeft } };
  return { type: 'CertificateExpiring', data: { ...facts, certificateNo, endsOn, daysLeft } };
}
