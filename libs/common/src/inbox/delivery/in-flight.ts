import { newId } from '../../kernel/ids.js';
import type { DeadLetterCause } from '../../broker/failures.js';

/**
 * Processes that may die with one event in hand, before it is put aside: `INBOX_DEATHS_MAX`. The first may be anybody's,
 * the second somebody's who kills at random; the others came after a pause. Who kills on purpose whenever an event is
 * in hand cannot be told from an event that kills.
 */
export const DEATHS_MAX = 4;

/** On a stored event whose handler may end the process: what the next process learns from it. */
export interface InHand {
  /** Its handler is running; found by another process when it is taken again, that one has died meanwhile. */
  readonly inHand: boolean;
  /** The process that took it. */
  readonly inHandOf?: string;
  /** How often that was found, in a row. */
  readonly deaths: number;
}

const PROCESS = newId();

/**
 * A stage of an update: takes a stored event in hand, and counts a death when another process had it in hand. Found in
 * our own it only means that the answer to our last write on it was lost.
 */
export const takeInHand = (process = PROCESS) => {
  const hadDied = { $and: [{ $eq: ['$inHand', true] }, { $ne: ['$inHandOf', process] }] };
  const deaths = { $add: [{ $ifNull: ['$deaths', 0] }, { $cond: [hadDied, 1, 0] }] };
  return { $set: { deaths, inHand: true, inHandOf: process } };
};

export const OUT_OF_HAND: InHand = { inHand: false, deaths: 0 };

export const killsProcess = (deaths: number): DeadLetterCause => ({
  reason: 'KILLS_PROCESS',
  error: `The process ended ${deaths} times while this event was in hand; it was not tried again.`,
  attempts: deaths,
});
