import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { BatchQueue } from './batch-queue.js';

const queueOf = (bytesMax = 100) => new BatchQueue<number>(bytesMax, (n) => n);

/** Whether a promise is still waiting after everything that can run now has run. */
async function isWaiting(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  await new Promise((resolve) => setImmediate(resolve));
  return !settled;
}

describe('A batch queue', () => {
  it('gives out what waits, in order, as much as fits', async () => {
    const queue = queueOf();
    for (const n of [30, 30, 30, 5]) await queue.put(n);
    expect(await queue.take(60)).toEqual([30, 30]);
    expect(await queue.take(60)).toEqual([30, 5]);
    expect(queue.waiting).toBe(0);
  });

  it('gives out one that is too large by itself', async () => {
    const queue = queueOf();
    await queue.put(90);
    await queue.put(1);
    expect(await queue.take(10)).toEqual([90]);
    expect(await queue.take(10)).toEqual([1]);
  });

  it('lets the taker wait for the first item', async () => {
    const queue = queueOf();
    const taken = queue.take(10);
    expect(await isWaiting(taken)).toBe(true);
    await queue.put(1);
    expect(await taken).toEqual([1]);
  });

  it('gives out with the first item what the reader has at hand', async () => {
    const queue = queueOf();
    const taken = queue.take(10);
    for (const n of [1, 2, 3]) await queue.put(n);
    expect(await taken).toEqual([1, 2, 3]);
  });

  it('lets the reader wait while the sender is behind', async () => {
    const queue = queueOf(100);
    await queue.put(101);
    const put = queue.put(1);
    expect(await isWaiting(put)).toBe(true);
    expect(await queue.take(1_000)).toEqual([101]);
    await put;
    expect(await queue.take(1_000)).toEqual([1]);
  });

  it('once ended gives out what waits and then says why', async () => {
    const queue = queueOf();
    await queue.put(1);
    queue.fail(new Error('stream closed'));
    queue.fail(new Error('later'));
    expect(await queue.take(10)).toEqual([1]);
    await expect(queue.take(10)).rejects.toThrow('stream closed');
  });

  it('once ended holds up neither side, even when it is full', async () => {
    const [full, empty] = [queueOf(100), queueOf(100)];
    await full.put(101);
    const put = full.put(1);
    const taken = empty.take(10);
    expect(await isWaiting(put)).toBe(true);
    full.fail(new Error('ended'));
    empty.fail(new Error('ended'));
    await put;
    await expect(taken).rejects.toThrow('ended');
  });

  it('loses nothing, repeats nothing and keeps the order, however the two sides take turns', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 300 }),
        fc.scheduler(),
        async (items, most, s) => {
          const queue = queueOf(150);
          const out: number[] = [];
          const reading = (async () => {
            for (const item of items) {
              await s.schedule(Promise.resolve());
              await queue.put(item);
            }
            queue.fail(new Error('the end'));
          })();
          const sending = (async () => {
            for (;;) {
              await s.schedule(Promise.resolve());
              const batch = await queue.take(most);
              expect(batch.length === 1 || batch.reduce((sum, n) => sum + n, 0) <= most).toBe(true);
              out.push(...batch);
            }
          })().catch((error: Error) => error.message);
          const both = Promise.all([reading, sending]);
          await s.waitFor(both);
          expect((await both)[1]).toBe('the end');
          expect(out).toEqual(items);
        },
      ),
      propertyRuns(50),
    );
  });
});
