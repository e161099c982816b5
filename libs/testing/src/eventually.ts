import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asserts what becomes true a moment later: tries again until it holds and answers with what it returned. When the time
 * is up, the last error comes out as it was, so that a failing test shows what was wrong and not that time passed.
 */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  { within = 10_000, every = 25 }: { within?: number; every?: number } = {},
): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() >= end) throw error;
      await delay(every);
    }
  }
}
