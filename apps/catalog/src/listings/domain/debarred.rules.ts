import type { Moment } from '#common/kernel/clock.js';
import { debarmentOn, type DebarmentPeriod } from '#common/kernel/debarment.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ListingState } from './listing.state.js';

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
  <E>(debarments: readonly DebarmentPeriod[], decide: (listing: ListingState, moment: Moment) => E) =>
  (listing: ListingState, moment: Moment): E => {
    ensureNotDebarred(debarments, moment);
    return decide(listing, moment);
  };
