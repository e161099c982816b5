import type { DeadLetterCause } from './dead-letters.js';

/** Processes that may die of one event that is handed in from a row of its own. */
export const DEATHS_MAX = 3;

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
