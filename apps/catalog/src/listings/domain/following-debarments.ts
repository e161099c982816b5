import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { freeFrom } from '#common/kernel/debarment.js';
import type { ListingEvent } from './listing.events.js';
import { isEnded } from './listing.rules.js';
import type { ListingState, NotedDebarment } from './listing.state.js';

/**
 * The supplier was debarred (부정당업자 제재), or a debarment was lifted. The listing notes the days: on the first one its
 * timer suspends it. A debarment that is over has nothing left to do here.
 */
export function followDebarment(
  listing: ListingState,
  { no, from, to, freeFrom: lifted }: NotedDebarment,
  { today }: Pick<Moment, 'today'>,
): readonly ListingEvent[] {
  if (isEnded(listing)) return [];
  // The copy of the debarments holds more, which is nothing new here.
  const debarment = { no, from, to, ...(lifted !== undefined && { freeFrom: lifted }) };
  const known = (listing.debarments ?? []).find((one) => one.no === no);
  const isOver = freeFrom(debarment) <= today;
  // While a suspension rests on it, its end is what the officer waits for.
  if (isOver && (known === undefined || listing.suspension?.cause !== 'SANCTION'))
    return known === undefined ? [] : [passed(debarment)];
  // A debarment that ends on its last day is told once more as over: its days are the same.
  if (known?.from === from && known.to === to && freeFrom(known) === freeFrom(debarment)) return [];
  return [{ type: 'SupplierDebarmentNoted', data: { debarment } }];
}

/** The debarment with this number is over from a day on; one unknown here needs nothing. */
export function followReinstatement(
  listing: ListingState,
  { no, from }: { readonly no: number; readonly from: Day },
  moment: Pick<Moment, 'today'>,
): readonly ListingEvent[] {
  const known = (listing.debarments ?? []).find((one) => one.no === no);
  return known === undefined ? [] : followDebarment(listing, { ...known, freeFrom: from }, moment);
}

/** Debarments that the clock has left behind without a suspension to end. */
export const passedDebarments = ({ debarments = [] }: ListingState, today: Day): readonly ListingEvent[] =>
  debarments.filter((one) => freeFrom(one) <= today).map(passed);

const passed = ({ no }: NotedDebarment): ListingEvent => ({ type: 'SupplierDebarmentPassed', data: { no } });
