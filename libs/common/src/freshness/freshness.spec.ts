import type { EachBatchPayload, Kafka } from 'kafkajs';
import { eventually } from '#testing/eventually.js';
import type { ConsumedOffsets } from '../broker/record.js';
import { Freshness } from './freshness.js';
import type { Watermark } from '../broker/watermark.js';

const PLACE = 'catalog.listings/0';
const SECOND = 1_000;

/** A reader of watermarks with a clock and a log in our hands. */
async function reader(topics: readonly string[] = ['catalog.listings'], topicPrefix = '') {
  let now = 0;
  let consumed: ConsumedOffsets = {};
  let eachBatch: ((payload: EachBatchPayload) => Promise<void>) | undefined;
  const consumer = {
    events: { GROUP_JOIN: 'join', CRASH: 'crash' },
    on: () => undefined,
    connect: async () => undefined,
    subscribe: async () => undefined,
    disconnect: async () => undefined,
    run: async (config: { eachBatch: typeof eachBatch }) => void (eachBatch = config.eachBatch),
  };
  const freshness = new Freshness({
    kafka: { consumer: () => consumer } as unknown as Kafka,
    reader: 'contracts',
    service: 'catalog',
    topics,
    topicPrefix,
    proofs: { whyUnproven: async ({ headers }) => headers?.['unproven']?.toString() },
    consumed: () => Promise.resolve(consumed),
    onState: () => undefined,
    now: () => now,
  });
  freshness.start();
  await eventually(() => expect(eachBatch).toBeDefined());
  let end = 0;
  const read = async (
    values: readonly string[],
    highWatermark: number,
    first = highWatermark - 1,
    unproven: readonly number[] = [],
  ): Promise<void> => {
    const messages = values.map((value, i) => ({
      offset: String(first + i),
      key: null,
      value: Buffer.from(value),
      headers: unproven.includes(i) ? { unproven: 'why' } : {},
      timestamp: '0',
      attributes: 0,
    }));
    await eachBatch?.({
      batch: { topic: 'catalog.watermarks', partition: 0, messages, highWatermark: String(highWatermark) },
      resolveOffset: () => undefined,
      heartbeat: async () => undefined,
      isRunning: () => true,
      isStale: () => false,
      pause: () => () => undefined,
      commitOffsetsIfNecessary: async () => undefined,
    } as unknown as EachBatchPayload);
  };
  return {
    freshness,
    pass: (ms: number) => (now += ms),
    consume: (offsets: Record<string, number>) =>
      (consumed = Object.fromEntries(Object.entries(offsets).map(([place, n]) => [place, BigInt(n)]))),
    /** The log's last record is read as soon as it is there. */
    hear: (mark: Partial<Watermark> = {}) => read([textOf(mark)], ++end),
    /** As many more lie behind it unread. */
    hearWithMoreBehind: (mark: Partial<Watermark>, behind: number) =>
      read([textOf(mark)], (end += behind + 1), end - behind - 1),
    hearRaw: (value: string) => read([value], ++end),
    hearForged: (mark: Partial<Watermark> = {}) => read([textOf(mark)], ++end, end - 1, [0]),
    hearWithForgedBehind: (mark: Partial<Watermark> = {}) =>
      read([textOf(mark), textOf({ epoch: 99 })], (end += 2), end - 2, [1]),
    ageInSeconds: async () => (await freshness.age()) / SECOND,
  };
}

const textOf = (mark: Partial<Watermark>): string =>
  JSON.stringify({ T: '2025-09-25T00:00:00.000Z', epoch: 1, endOffsets: { [PLACE]: '10' }, lagMs: 0, ...mark });

/** A reader whose copy has all ten records, and which has heard a watermark every second for three seconds. */
async function provenReader() {
  const r = await reader();
  r.consume({ [PLACE]: 10 });
  for (let i = 0; i < 3; i++) {
    await r.hear();
    r.pass(SECOND);
  }
  return r;
}

describe('How fresh a copy is', () => {
  it('is not known before it is proven: neither at the start nor by the first two watermarks', async () => {
    const r = await reader();
    r.consume({ [PLACE]: 10 });
    expect(await r.ageInSeconds()).toBe(Infinity);
    await r.hear();
    expect(await r.ageInSeconds()).toBe(Infinity);
    await r.hear();
    expect(await r.ageInSeconds()).toBe(Infinity);
    await r.hear();
    expect(await r.ageInSeconds()).toBe(0);
  });

  it('counts from the second last watermark before the one it rests on', async () => {
    const r = await provenReader();
    expect(await r.ageInSeconds()).toBe(3);
    await r.hear();
    expect(await r.ageInSeconds()).toBe(2);
  });

  it('grows while the relay is away, and only then is the copy too old', async () => {
    const r = await provenReader();
    await expect(r.freshness.assertFresh(60)).resolves.toBeUndefined();
    r.pass(57 * SECOND);
    await expect(r.freshness.assertFresh(60)).resolves.toBeUndefined();
    r.pass(1);
    await expect(r.freshness.assertFresh(60)).rejects.toMatchObject({ kind: 'unavailable', code: 'CATALOG_STALE' });
  });

  it('is not taken on trust from watermarks that lay unread while this process was stopped', async () => {
    const r = await provenReader();
    r.pass(3_600 * SECOND);
    // The first fetch after the pause was answered before it; the next one brings what was written since.
    await r.hear();
    expect(await r.ageInSeconds()).toBeGreaterThan(3_600);
    await r.hear();
    expect(await r.ageInSeconds()).toBeGreaterThan(3_600);
    await r.hear();
    expect(await r.ageInSeconds()).toBe(0);
  });

  it('is not proven by a watermark with more behind it', async () => {
    const r = await provenReader();
    const before = await r.ageInSeconds();
    await r.hearWithMoreBehind({}, 5);
    expect(await r.ageInSeconds()).toBe(before);
  });

  it('adds the lag that the relay states', async () => {
    const r = await provenReader();
    await r.hear({ lagMs: 40 * SECOND });
    expect(await r.ageInSeconds()).toBe(42);
  });

  it('rests on the newest watermark whose offsets have been consumed, not on the newest', async () => {
    const r = await provenReader();
    await r.hear({ endOffsets: { [PLACE]: '11' } });
    r.pass(SECOND);
    await r.hear({ endOffsets: { [PLACE]: '11' } });
    expect(await r.ageInSeconds()).toBe(4);
    r.consume({ [PLACE]: 11 });
    expect(await r.ageInSeconds()).toBe(2);
  });

  it('needs every partition of every topic', async () => {
    const r = await reader(['catalog.listings', 'catalog.agreements']);
    const endOffsets = {
      [PLACE]: '10',
      'catalog.listings/1': '4',
      'catalog.agreements/0': '0',
      'catalog.other/0': '99',
    };
    r.consume({ [PLACE]: 10, 'catalog.listings/1': 3 });
    for (let i = 0; i < 3; i++) await r.hear({ endOffsets });
    expect(await r.ageInSeconds()).toBe(Infinity);
    r.consume({ [PLACE]: 10, 'catalog.listings/1': 4 });
    expect(await r.ageInSeconds()).toBe(0);
  });

  it('is not proven by watermarks that say nothing of its topics', async () => {
    const r = await reader(['catalog.listings', 'catalog.agreements']);
    r.consume({ [PLACE]: 10 });
    for (let i = 0; i < 3; i++) await r.hear();
    expect(await r.ageInSeconds()).toBe(Infinity);
    for (let i = 0; i < 3; i++) await r.hear({ endOffsets: {} });
    expect(await r.ageInSeconds()).toBe(Infinity);
  });

  it('knows its topics by their prefix', async () => {
    const r = await reader(['catalog.listings'], 'test.');
    r.consume({ [`test.${PLACE}`]: 10 });
    for (let i = 0; i < 3; i++) await r.hear({ endOffsets: { [PLACE]: '10' } });
    expect(await r.ageInSeconds()).toBe(Infinity);
    for (let i = 0; i < 3; i++) await r.hear({ endOffsets: { [`test.${PLACE}`]: '10' } });
    expect(await r.ageInSeconds()).toBe(0);
  });

  it('does not believe a relay that was paused and speaks after its successor', async () => {
    const r = await provenReader();
    r.consume({ [PLACE]: 10 });
    for (let i = 0; i < 3; i++) {
      await r.hear({ epoch: 2, endOffsets: { [PLACE]: '500' } });
      r.pass(SECOND);
    }
    const before = await r.ageInSeconds();
    await r.hear({ epoch: 1, endOffsets: { [PLACE]: '10' } });
    expect(await r.ageInSeconds()).toBe(before);
    r.consume({ [PLACE]: 500 });
    expect(await r.ageInSeconds()).toBe(3);
  });

  it.each(['', 'null', '{}', '{"endOffsets":{"a/0":"x"},"lagMs":0}', 'no json'])(
    'goes on after a record that is no watermark: %o',
    async (raw) => {
      const r = await provenReader();
      await r.hearRaw(raw);
      expect(await r.ageInSeconds()).toBe(3);
      await r.hear();
      expect(await r.ageInSeconds()).toBe(2);
    },
  );
});

describe('S2: Watermarks of other clients', () => {
  it('prove nothing: a copy grows old while only they come', async () => {
    const r = await provenReader();
    const before = await r.ageInSeconds();
    for (let i = 0; i < 5; i++) {
      await r.hearForged({ epoch: 7 });
      r.pass(SECOND);
    }
    expect(await r.ageInSeconds()).toBe(before + 5);
  });

  it('hide no genuine one, before or behind it', async () => {
    const r = await reader();
    r.consume({ [PLACE]: 10 });
    for (let i = 0; i < 3; i++) {
      await r.hearForged({ epoch: 7 });
      await r.hearWithForgedBehind({ n: i + 1 });
      r.pass(SECOND);
    }
    expect(await r.ageInSeconds()).toBeLessThanOrEqual(3);
  });

  it('prove nothing either when they are genuine ones sent again', async () => {
    const r = await reader();
    r.consume({ [PLACE]: 10 });
    for (let i = 0; i < 3; i++) {
      await r.hear({ n: i + 1 });
      r.pass(SECOND);
    }
    const before = await r.ageInSeconds();
    for (let i = 0; i < 5; i++) {
      await r.hear({ n: 1 + (i % 3) });
      r.pass(SECOND);
    }
    expect(await r.ageInSeconds()).toBe(before + 5);
  });
});
