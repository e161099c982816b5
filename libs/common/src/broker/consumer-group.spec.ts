import type { EachBatchPayload, Kafka } from 'kafkajs';
import { unavailable } from '../kernel/errors.js';
import { eventually } from '#testing/eventually.js';
import { ConsumerGroup, type ConsumerState, type RecordBatch } from './consumer-group.js';

type Crash = (event: { payload: { error: Error; restart: boolean } }) => void;

/** A group on a fake consumer, and the calls it gets. */
async function groupOn(onBatch: (batch: RecordBatch) => Promise<string>, more: { ephemeral?: boolean } = {}) {
  const states: ConsumerState[] = [];
  const calls: string[] = [];
  let made = 0;
  let eachBatch: ((payload: EachBatchPayload) => Promise<void>) | undefined;
  let crash: Crash | undefined;
  const consumer = {
    events: { GROUP_JOIN: 'join', CRASH: 'crash' },
    on: (event: string, listener: Crash) => void (event === 'crash' && (crash = listener)),
    connect: async () => undefined,
    subscribe: async () => undefined,
    disconnect: async () => undefined,
    run: async (config: { eachBatch: typeof eachBatch }) => void (eachBatch = config.eachBatch),
  };
  const group = new ConsumerGroup({
    kafka: { consumer: () => (made++, consumer) } as unknown as Kafka,
    groupId: 'group',
    topics: ['topic'],
    onBatch,
    onState: (state) => states.push(state),
    ...more,
  });
  group.start();
  await eventually(() => expect(eachBatch).toBeDefined());
  return {
    group,
    states,
    calls,
    made: () => made,
    crash: (restart: boolean, name = 'KafkaJSNumberOfRetriesExceeded', cause?: Error) =>
      crash?.({ payload: { error: Object.assign(new Error('crash', { cause }), { name }), restart } }),
    deliver: (...offsets: readonly string[]) =>
      eachBatch?.({
        batch: {
          topic: 'topic',
          partition: 2,
          messages: offsets.map((offset) => ({ offset, key: null, value: null, timestamp: '0', attributes: 0 })),
          highWatermark: '100',
        },
        resolveOffset: (offset: string) => void calls.push(`resolved ${offset}`),
        heartbeat: async () => void calls.push('heartbeat'),
        isRunning: () => true,
        isStale: () => false,
        pause: () => {
          calls.push('paused');
          return () => void calls.push('resumed');
        },
        commitOffsetsIfNecessary: async (done: { topics: { partitions: { offset: string }[] }[] }) =>
          void calls.push(`committed ${done.topics[0]?.partitions[0]?.offset}`),
      } as unknown as EachBatchPayload) ?? Promise.reject(new Error('not running')),
  };
}

describe('A consumer group', () => {
  it('commits as far as its batch came, and no further', async () => {
    const { deliver, calls } = await groupOn(() => Promise.resolve('6'));
    await deliver('5', '6', '7');
    expect(calls).toEqual(['resolved 5', 'committed 6', 'heartbeat']);
  });

  it('commits within a batch when it is asked to', async () => {
    const { deliver, calls } = await groupOn(async (batch) => {
      await batch.commit('6');
      return '7';
    });
    await deliver('5', '6', '7');
    expect(calls).toEqual(['resolved 5', 'committed 6', 'resolved 6', 'committed 7', 'heartbeat']);
  });

  it('commits nothing when its batch did not get anywhere', async () => {
    const { deliver, calls } = await groupOn(() => Promise.resolve('5'));
    await deliver('5', '6');
    expect(calls).toEqual(['heartbeat']);
  });

  it('keeps no offset when it always reads from the end', async () => {
    const { deliver, calls } = await groupOn(() => Promise.resolve('6'), { ephemeral: true });
    await deliver('5');
    expect(calls).toEqual(['resolved 5', 'heartbeat']);
  });

  it('leaves a partition alone for as long as its batch asked, after what is done was committed', async () => {
    const { deliver, calls } = await groupOn((batch) => {
      batch.rest(20);
      return Promise.resolve('6');
    });
    await deliver('5', '6');
    expect(calls).toEqual(['resolved 5', 'committed 6', 'paused', 'heartbeat']);
    await eventually(() => expect(calls.at(-1)).toBe('resumed'));
  });

  it('wants no more of a batch once it is stopping', async () => {
    let batch: RecordBatch | undefined;
    const { deliver, group } = await groupOn((one) => {
      batch = one;
      return Promise.resolve('6');
    });
    await deliver('5');
    expect(batch?.wanted()).toBe(true);
    await group.stop();
    expect(batch?.wanted()).toBe(false);
  });

  // Side by side: most of their time they wait for the group to begin anew.
  describe.concurrent('when kafkajs gives up', () => {
    const ours = new Error('a mistake of ours');

    it('goes on trying for as long as the broker is away', async () => {
      const { crash, states } = await groupOn(() => Promise.resolve('1'));
      for (let i = 0; i < 10; i++)
        crash(true, i % 2 === 0 ? 'KafkaJSNumberOfRetriesExceeded' : 'KafkaJSNoBrokerAvailableError');
      expect(new Set(states)).toEqual(new Set(['connecting', 'away']));
    });

    it('has crashed when its own handler failed three times over', async () => {
      const { crash, states, deliver } = await groupOn(() => Promise.reject(ours));
      for (let i = 1; i <= 3; i++) {
        await expect(deliver('5')).rejects.toBe(ours);
        expect(states).not.toContain('crashed');
        crash(true);
      }
      expect(states.at(-1)).toBe('crashed');
    });

    it.each<[string, Error]>([
      ['an outage', unavailable('STORE_AWAY', 'for a while')],
      ['a rebalance', Object.assign(new Error('rejoin'), { type: 'REBALANCE_IN_PROGRESS' })],
    ])('does not take %s for its own failure', async (_, error) => {
      const { crash, states, deliver } = await groupOn(() => Promise.reject(error));
      for (let i = 1; i <= 5; i++) {
        await expect(deliver('5')).rejects.toBe(error);
        crash(true);
      }
      expect(states).not.toContain('crashed');
    });

    const notFound = Object.assign(new Error('not found'), { name: 'KafkaJSGroupCoordinatorNotFound' });

    it('begins anew, as often as it takes, when kafkajs takes for final that the coordinator is away', async () => {
      const { crash, states, made } = await groupOn(() => Promise.resolve('1'));
      for (let i = 1; i <= 4; i++) {
        crash(false, 'KafkaJSNonRetriableError', notFound);
        await eventually(() => expect(made()).toBe(1 + i));
      }
      expect(states).not.toContain('crashed');
    });

    it('has crashed when it ends three times over for a reason that is no outage', async () => {
      const { crash, states, made } = await groupOn(() => Promise.resolve('1'));
      for (let i = 1; i <= 2; i++) {
        crash(false, 'TypeError');
        await eventually(() => expect(made()).toBe(1 + i));
      }
      expect(states).not.toContain('crashed');
      crash(false, 'TypeError');
      expect(states.at(-1)).toBe('crashed');
    });

    it('does not begin anew once it is stopping', async () => {
      const { crash, group, made } = await groupOn(() => Promise.resolve('1'));
      const stopping = group.stop();
      crash(false, 'KafkaJSNonRetriableError', notFound);
      await stopping;
      expect(made()).toBe(1);
    });
  });
});
