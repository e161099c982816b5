import { delayAfter, pause, retrying } from './backoff.js';

describe('Backing off', () => {
  const backoff = { firstMs: 1, mostMs: 4 };

  it('doubles the wait up to the longest', () => {
    expect([1, 2, 3, 4, 2_000].map((tries) => delayAfter(tries, backoff))).toEqual([1, 2, 4, 4, 4]);
  });

  it('tries until it succeeds, and reports each failure', async () => {
    const failures: unknown[] = [];
    let tries = 0;
    const work = async () => {
      if (++tries < 4) throw new Error(`try ${tries}`);
    };
    const onFailure = (error: unknown) => void failures.push((error as Error).message);
    await expect(retrying(new AbortController().signal, { backoff, work, onFailure })).resolves.toBe(true);
    expect(failures).toEqual(['try 1', 'try 2', 'try 3']);
  });

  it('says that it was stopped, and starts nothing after that', async () => {
    const stopping = new AbortController();
    let tries = 0;
    const work = async () => {
      tries++;
      throw new Error('away');
    };
    const onFailure = () => stopping.abort();
    await expect(retrying(stopping.signal, { backoff, work, onFailure })).resolves.toBe(false);
    await expect(retrying(stopping.signal, { backoff, work, onFailure })).resolves.toBe(false);
    expect(tries).toBe(1);
  });

  it('ends a wait when it is stopped', async () => {
    const stopping = new AbortController();
    const waiting = pause(60_000, stopping.signal);
    stopping.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
