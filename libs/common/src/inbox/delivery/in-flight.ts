import { newId } from '../../kernel/ids.js';
import type { DeadLetterCause } from '../../broker/failures.js';

/**
 * `INBOX_DEATHS_MAX`: processes that may die with one event in flight before it is dead-lettered. The first death may
 * have any cause, the second a kill at random; the others come after a pause. A killer that strikes exactly when an
 * event is in flight cannot be told from an event that kills.
 */
export const DEATHS_MAX = 4;

/** On a stored event whose handler may end the process: what the next process learns from it. */
export interface InFlight {
  /** Its handler is running. Another process that finds this when it takes the event knows that the first one died. */
  readonly inFlight: boolean;
  /** The process that took it. */
  readonly inFlightIn?: string;
  /** Deaths found that way, in a row. */
  readonly deaths: number;
}

const PROCESS = newId();

/**
 * A stage of an update: marks a stored event as in flight, and counts a death when another process had it in flight.
 * Found in flight in our own process it only means that the answer to our last write on it was lost.
 */
export const markInFlight = (process = PROCESS) => {
  const hadDied = { $and: [{ $eq: ['$inFlight', true] }, { $ne: ['$inFlightIn', process] }] };
  const deaths = { $add: [{ $ifNull: ['$deaths', 0] }, { $cond: [hadDied, 1, 0] }] };
  return { $set: { deaths, inFlight: true, inFlightIn: process } };
};

export const NOT_IN_FLIGHT: InFlight = { inFlight: false, deaths: 0 };

export const killsProcess = (deaths: number): DeadLetterCause => ({
  reason: 'KILLS_PROCESS',
  error: `The process ended ${deaths} times while this event was in flight; it was not tried again.`,
  attempts: deaths,
});
