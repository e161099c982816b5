import type { Moment } from '#common/kernel/clock.js';
import { debarmentOn, type DebarmentPeriod } from '#common/kernel/debarment.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { followDebarment } from './following-debarments.js';
import type { ListingEvent } from './listing.events.js';
import type { ListingState, NotedDebarment } from './listing.state.js';

/**
 * While its supplier is debarred (부정당업자, State Contract Act Art. 27) nothing of it enters the catalog, and nothing is
 * taken up again. What is listed stays: running contracts go on. The days decide, never a timer.
 * @throws Refusal 409 SUPPLIER_DEBARRED
 */
export function ensureNotDebarred(debarments: readonly DebarmentPeriod[], { today }: Pick<Moment, 'today'>): void {
  const debarment = debarmentOn(debarments, today);
  ensure(debarment === undefined, () =>
    wrongState(
      'SUPPLIER_DEBARRED',
      `The supplier is debarred until ${debarment?.to ?? ''}: until then nothing of it is listed, changed or agreed.`,
    ),
  );
}

/** A decision on a listing whose supplier is not debarred. */
export const ofUndebarred =
  (debarments: readonly NotedDebarment[], decide: (listing: ListingState, moment: Moment) => readonly ListingEvent[]) =>
  (listing: ListingState, moment: Moment): readonly ListingEvent[] => {
    ensureNotDebarred(debarments, moment);
    const decided = decide(listing, moment);
    // One that is to come was told before this listing was there: its first day must find it noted.
    return [...decided, ...debarments.flatMap((one) => followDebarment(listing, one, moment))];
  };
