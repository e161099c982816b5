import { randomUUID } from 'node:crypto';
import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { toRecord } from '#common/events/cloud-event.js';
import { KafkaPublisher } from '#common/broker/publisher.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { eventually } from '#testing/eventually.js';
import { provenBy } from '#testing/proofs.js';
import { Api, type View } from '../../../tools/story/api.js';
import { admin, BY_CATALOG, NEGOTIATING, officer, secretary, type Buyer } from '../../../tools/story/cast.js';
import { Probes } from '../observe/probes.js';
import type { CrashPoint } from './crash-point.js';
import { Ground } from './ground.js';

const PATIENCE = { within: 60_000 };
/** Restarts and elections on a busy machine. */
const TEST_MS = 120_000;

describe('The ground', () => {
  let ground: Ground;
  let api: Api;
  let publisher: KafkaPublisher;

  beforeAll(async () => {
    // One partition, so that events of several subjects share a batch.
    ground = await Ground.start({ seed: 1, partitions: 1 });
    api = new Api(ground.addresses);
    const { kafkaBrokers } = ground.direct;
    publisher = new KafkaPublisher(kafkaClient({ brokers: [kafkaBrokers], clientId: 'ground' }, () => undefined));
  }, TEST_MS);

  afterAll(async () => {
    await publisher?.close();
    await ground?.stop();
  }, TEST_MS);

  /** Plans the committee's next session: one insert, one published event, and one answer for any number of repeats. */
  const plan = (): Promise<View> => api.as(secretary).post('review', '/v1/sessions', {});

  const register = ({ code, name, type, ministry, persona }: Buyer): Promise<View> =>
    api.as(persona).post('contracts', '/v1/institutions', { code, name, type, ministry });

  /** A command on an aggregate that exists. */
  async function verify(buyer: Buyer): Promise<View> {
    await register(buyer);
    return api.as(officer).move('contracts', `/v1/institutions/${buyer.code}`, '/verification');
  }

  const isReady = async (service: ServiceName): Promise<boolean> =>
    (await fetch(`${ground.addresses[service].opsUrl}/health/ready`)).ok;

  /** Publishes selections as review would, of services without an application. @returns the ids of the events */
  async function select(count: number): Promise<readonly string[]> {
    const records = Array.from({ length: count }, () => {
      const [id, caseId, applicationId] = [randomUUID(), randomUUID(), randomUUID()];
      const data = { ...ServiceSelected.sample, caseId, applicationId };
      const { type: ceType, topic, name: type } = ServiceSelected;
      const trace = { correlationId: id, causationId: id, traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` };
      const event = { id, type, ceType, topic, sequence: 1, at: new Date(), data, ...trace } as unknown as StoredEvent;
      return toRecord('review', caseId, event, ground.direct.topicPrefix);
    });
    await publisher.publish(await provenBy('review', records));
    return records.map(({ headers }) => String(headers['ce_id']));
  }

  /** Everything has been sent and read, so frames from now on belong to later events. */
  async function caughtUp(): Promise<void> {
    const probes = await Probes.open(ground);
    try {
      expect(await probes.recovered()).toBeDefined();
    } finally {
      await probes.close();
    }
  }

  it(
    'lets services reach store and broker through their lines only',
    async () => {
      for (const service of SERVICE_NAMES)
        for (const line of ground.lines.along({ service })) expect(line.size).toBeGreaterThan(0);
      await ground.lines.refuse({ service: 'intake', server: 'store' });
      await eventually(async () => expect(await isReady('intake')).toBe(false), PATIENCE);
      expect(await isReady('review')).toBe(true);
      await ground.lines.mend();
      await eventually(async () => expect(await isReady('intake')).toBe(true), PATIENCE);
    },
    TEST_MS,
  );

  it.each<{ service: ServiceName; point: CrashPoint; act: () => Promise<unknown> }>([
    { service: 'review', point: 'during parsing', act: plan },
    { service: 'contracts', point: 'before load', act: () => verify(NEGOTIATING) },
    { service: 'review', point: 'before commit', act: plan },
    { service: 'review', point: 'after commit, before answer', act: plan },
    { service: 'review', point: 'before send', act: plan },
    { service: 'review', point: 'after send, before acknowledgement', act: plan },
    { service: 'review', point: 'after acknowledgement, before resume token', act: plan },
  ])(
    'kills $service $point, and its client loses nothing',
    async ({ service, point, act }) => {
      const armed = ground.arm(service, point);
      const [hit] = await Promise.all([armed.hit, act()]);
      expect(hit).toMatchObject({ service, point, instance: 0 });
      expect(ground.crashPoints.counts[`${service} ${point}`]).toBe(1);
    },
    TEST_MS,
  );

  it(
    'kills three consumers at different points of the same events, and a fourth service during a rebalance',
    async () => {
      const armed = [
        ground.arm('catalog', 'after receipt, before write'),
        ground.arm('intake', 'after write, before offset commit'),
        ground.arm('contracts', 'during bulk write'),
        ground.arm('review', 'during rebalance'),
      ];
      ground.fleet.kill('review');
      await select(3);
      const hits = await Promise.all(armed.map(({ hit }) => hit));
      expect(hits.map((hit) => hit?.point)).toEqual([
        'after receipt, before write',
        'after write, before offset commit',
        'during bulk write',
        'during rebalance',
      ]);
    },
    TEST_MS,
  );

  it(
    'kills a service during its shutdown',
    async () => {
      await ground.fleet.ready();
      const armed = ground.arm('catalog', 'during shutdown');
      expect(await armed.hit).toMatchObject({ service: 'catalog', point: 'during shutdown' });
      await eventually(async () => expect(await isReady('catalog')).toBe(true), PATIENCE);
    },
    TEST_MS,
  );

  it(
    'loses the reply to a save, and a repeat under the same key gets the first answer',
    async () => {
      const { code, name, type, ministry, persona } = BY_CATALOG;
      const headers = { authorization: `Bearer ${await api.token(persona)}`, 'idempotency-key': randomUUID() };
      const send = () => api.send('contracts', 'POST', '/v1/institutions', { code, name, type, ministry }, headers);
      const armed = ground.arm('contracts', 'dropReply', { times: 2 });
      const [hit, first] = await Promise.all([armed.hit, send()]);
      expect(hit).toMatchObject({ point: 'dropReply' });
      expect(await send()).toEqual(first);
      const rows = (await ground.store.client()).db('contracts').collection('institutions');
      const shown = { version: 1, events: { $size: '$history' } };
      const kept = await rows.find({ 'state.code': code }, { projection: shown }).toArray();
      expect(kept).toMatchObject([{ version: 1, events: 1 }]);
    },
    TEST_MS,
  );

  it(
    'flips a bit of an event on its way to a service, which fetches it again and dead-letters nothing',
    async () => {
      await caughtUp();
      const { hit } = ground.arm('catalog', 'flipFetched');
      const [id] = await select(1);
      expect(await hit).toMatchObject({ eventId: id });
      const store = (await ground.store.client()).db('catalog');
      const handled = () => store.collection('inbox_positions').countDocuments({ eventId: id as string });
      await eventually(async () => expect(await handled()).toBe(1), PATIENCE);
      expect(await store.collection('dead_letters').countDocuments({ reason: 'WRONG_HASH' })).toBe(0);
    },
    TEST_MS,
  );

  it(
    'answers commands while the primary and the broker are down, and after they are back',
    async () => {
      const primary = await ground.store.primary();
      await Promise.all([ground.store.kill(primary), ground.broker.kill()]);
      expect(await plan()).toMatchObject({ status: 'PLANNED' });
      expect(await ground.store.primary()).not.toBe(primary);
      await Promise.all([ground.store.restart(primary), ground.broker.restart()]);
      await ground.store.settled();
      await ground.fleet.ready();
    },
    TEST_MS,
  );

  it(
    'scales out and in, pauses, skews clocks and measures the memory of its services',
    async () => {
      const second = await ground.fleet.scaleOut('intake');
      ground.fleet.pause('intake', 'test', 0);
      await eventually(async () => expect(await isReady('intake')).toBe(true), PATIENCE);
      ground.fleet.resume('intake', 'test', 0);
      await ground.fleet.scaleIn('intake');
      expect([second, ground.fleet.instancesOf('intake')]).toEqual([1, [0]]);
      await ground.fleet.skew('intake', -600_000);
      await eventually(async () => {
        const { now } = await api.as(admin).get('intake', '/v1/clock');
        expect(Date.now() - Date.parse(String(now))).toBeGreaterThan(590_000);
      }, PATIENCE);
      for (const bytes of Object.values(ground.fleet.memory())) expect(bytes).toBeGreaterThan(50_000_000);
    },
    TEST_MS,
  );

  it(
    'fills the disk of a primary, which works again when there is room',
    async () => {
      if (!ground.store.canFillDisk) {
        await expect(ground.store.fillDisk()).rejects.toThrow('No small disk could be mounted here.');
        return;
      }
      const { smallDisk } = ground.store;
      await ground.store.stepUp(smallDisk);
      await ground.store.fillDisk();
      const notes = (await ground.store.client()).db('ground').collection('notes');
      const write = () =>
        notes.insertOne({ text: 'x'.repeat(500_000) }, { writeConcern: { w: 'majority', journal: true } });
      await expect(write()).rejects.toThrow();
      await ground.store.freeDisk();
      await ground.store.restart(smallDisk);
      await ground.store.settled();
      await eventually(write, PATIENCE);
      expect(await plan()).toMatchObject({ status: 'PLANNED' });
    },
    TEST_MS,
  );
});
