import type { DeadLetterCause } from './failures.js';

/**
 * Processes that may die with one event in hand, before it is put aside: `INBOX_DEATHS_MAX`. The first may be anybody's,
 * the second somebody's who kills at random; the others came after a pause. Who kills on purpose whenever an event is
 * in hand cannot be told from an event that kills.
 */
export const DEATHS_MAX = 4;

/** On a stored event whose handler may end the process: what the next process learns from it. */
export interface InHand {
  /** Its handler is running; found when it is taken again, the process has died meanwhile. */
  readonly inHand: boolean;
  /** How often that was found, in a row. */
  readonly deaths: number;
}

/** A stage of an update: takes a stored event in hand, and counts a death when it was in hand already. */
export const TAKE_IN_HAND = {
  $set: {
    deaths: { $add: [{ $ifNull: ['$deaths', 0] }, { $cond: [{ $eq: ['$inHand', true] }, 1, 0] }] },
    inHand: true,
  },
};

export const OUT_OF_HAND: InHand = { inHand: false, deaths: 0 };

export const killsProcess = (deaths: number): DeadLetterCause => ({
  reason: 'KILLS_PROCESS',
  error: `The process ended ${deaths} times while this event was in hand; it was not tried again.`,
  attempts: deaths,
});
