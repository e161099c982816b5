import { setTimeout as sleep } from 'node:timers/promises';

/** Waits between tries, in ms: each twice the one before it, up to the longest. */
export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** The wait after so many failed tries, in ms. @param tries 1 or more */
export const delayAfter = (tries: number, { firstMs, mostMs }: Backoff): number =>
  Math.min(firstMs * 2 ** (tries - 1), mostMs);

/** Waits. An abort ends the wait early and is no error. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

/** What is tried, and what follows a failed try. */
export interface Retrying {
  readonly backoff: Backoff;
  readonly work: () => Promise<void>;
  readonly onFailure?: (error: unknown) => void;
}

/** Tries until it succeeds. @returns false when `signal` was aborted before */
export async function retrying(signal: AbortSignal, { backoff, work, onFailure }: Retrying): Promise<boolean> {
  for (let tries = 1; !signal.aborted; tries++) {
    try {
      await work();
      return true;
    } catch (error) {
      onFailure?.(error);
      await pause(delayAfter(tries, backoff), signal);
    }
  }
  return false;
}
