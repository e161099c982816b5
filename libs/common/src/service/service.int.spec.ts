import { Body, Controller, Param } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Type } from 'typebox';
import { any, permissionsOn } from '../auth/permissions.js';
import { ANSWER_WITHIN_MS } from '../http/answer-in-time.interceptor.js';
import { Text } from '../http/validation/fields.js';
import { Meta, type CommandMeta } from '../http/meta.js';
import { Operation } from '../http/operation.js';
import { Consumes } from '../inbox/delivery/consumes.js';
import type { InboxContext } from '../inbox/delivery/inbox-context.js';
import { newId } from '../kernel/ids.js';
import { kafkaClient } from '../broker/kafka-client.js';
import { startStore } from '#infrastructure/infrastructure.js';
import { stablePort } from '#infrastructure/ports.js';
import type { StartedServer } from '#infrastructure/started-server.js';
import { noteType, NoteWritten } from '#testing/notes.js';
import { StoredNotes } from '#testing/notes-service.js';
import { client } from '#testing/service.js';
import { describeWithServers, eventually, testDatabase, testTopics, type TestDatabase } from '#testing/stores.js';
import { TcpProxy } from '#infrastructure/tcp-proxy.js';
import { readTopics } from '#testing/topic-reader.js';
import { startService, type RunningService } from './start-service.js';
import { kept, type ServiceMap } from './service-map.js';
import { createTopics, topicPlan } from './topics.js';

class AddNoteRequest {
  @Text({ max: 100 })
  text!: string;
}

@Controller()
class AddNoteHttp {
  constructor(private readonly notes: StoredNotes) {}

  @Operation({
    id: 'addNote',
    method: 'POST',
    path: '/v1/notes/:id',
    summary: 'Adds to a note',
    status: 201,
    answers: Type.Object({}),
  })
  async handle(@Param('id') id: string, @Body() { text }: AddNoteRequest, @Meta() meta: CommandMeta): Promise<object> {
    const { version } = await this.notes.save({ ...meta, id }, () => [{ type: 'NoteWritten', data: { text } }]);
    return { id, version };
  }
}

const heard: string[] = [];

@Controller()
class OnNoteWritten {
  @Consumes(NoteWritten)
  on(@Payload() { text }: { text: string }, @Ctx() _context: InboxContext): Promise<void> {
    heard.push(text);
    return Promise.resolve();
  }
}

const map: ServiceMap = {
  service: 'review',
  title: 'Notes',
  description: 'The smallest service.',
  defaultPort: 0,
  aggregates: [kept(noteType, StoredNotes)],
  operations: { addNote: [AddNoteHttp] },
  consumers: [[NoteWritten, OnNoteWritten]],
  projections: [],
  timers: [],
  permissions: [
    permissionsOn({ resource: 'note', seenThrough: 'addNote', operations: { addNote: { MEMBER: any } } }) as never,
  ],
};

interface Ready {
  readonly status: string;
  readonly checks: Readonly<Record<string, string>>;
  readonly insecure?: readonly string[];
}

/** No answer may take longer, whatever is away. */
const BOUND_MS = ANSWER_WITHIN_MS + 1_000;

describeWithServers('A service', () => {
  const topics = testTopics('service');
  let service: RunningService;
  let store: TcpProxy;
  let broker: TcpProxy;
  let environment: Readonly<Record<string, string>>;
  let ownStore: StartedServer;
  let database: TestDatabase;
  const texts: string[] = [];

  const call = (...request: Parameters<ReturnType<typeof client>>) =>
    client(service, { sub: 'kim', roles: ['MEMBER'] })(...request);
  const ready = async () => {
    const { body, headers } = await client(service)('GET', '/health/ready');
    return { headers, ...(body as Ready) };
  };
  const add = async (id: string, text: string) => {
    const reply = await call('POST', `/v1/notes/${id}`, { text });
    if (reply.status === 201) texts.push(text);
    return reply;
  };
  /** How an answer came, and within what time. */
  async function timed<T>(act: () => Promise<T>): Promise<{ reply: T; ms: number }> {
    const from = performance.now();
    const reply = await act();
    return { reply, ms: performance.now() - from };
  }

  beforeAll(async () => {
    const kafka = kafkaClient({ brokers: topics.brokers, clientId: 'test' }, () => undefined);
    await createTopics(kafka, topicPlan([map], { prefix: topics.prefix, partitions: 3, replication: 1 }));
    // Of its own: a test locks the whole store, which would stall every other suite.
    ownStore = await startStore();
    database = await testDatabase('service', ownStore.address);
    const url = new URL(database.url);
    store = new TcpProxy({ host: url.hostname, port: Number(url.port) });
    await store.open();
    const [host = '', port = ''] = topics.brokers[0]?.split(':') ?? [];
    // Nobody listens there yet: the broker is away when the service starts.
    broker = new TcpProxy({ host, port: Number(port) }, await stablePort());
    environment = {
      PORT: '0',
      MONGO_URL: store.through(database.url),
      KAFKA_BROKERS: `127.0.0.1:${broker.port}`,
      TOPIC_PREFIX: topics.prefix,
      AUTH: 'dev',
      LOG_LEVEL: 'error',
    };
    service = await startService(map, environment);
  }, 120_000);
  afterAll(async () => {
    await service.stop();
    await Promise.all([store.cut(), broker.cut()]);
    await topics.drop();
    await database.drop();
    await ownStore.stop();
  });

  it('takes commands while the broker is away, says that it is degraded, and delivers in order once it is back', async () => {
    const id = newId();
    for (let i = 1; i <= 5; i++) expect((await add(id, `${i}`)).status).toBe(201);
    await eventually(async () =>
      expect(await ready()).toMatchObject({ status: 'degraded', checks: { store: 'ok', broker: 'away' } }),
    );
    expect((await call('GET', '/health/ready')).status).toBe(200);

    await broker.open();
    const reader = await readTopics(topics.brokers, [topics.name(NoteWritten.topic)]);
    const records = await reader.count(5);
    expect([...new Set(records.map(({ headers }) => headers['ce_sequence']))]).toEqual(['1', '2', '3', '4', '5']);
    await reader.stop();
    await eventually(() => expect(heard).toEqual(['1', '2', '3', '4', '5']), { within: 20_000 });
    await eventually(async () =>
      expect(await ready()).toMatchObject({ status: 'ok', checks: { 'consumer review': 'running' } }),
    );
  });

  it('S6: is for development only: it says so in its readiness, and listens on this machine only', async () => {
    const { headers, insecure } = await ready();
    expect(insecure).toEqual(['AUTH=dev']);
    expect(headers.get('x-insecure')).toBe('AUTH=dev');
    expect(service.app.getHttpServer().address()).toMatchObject({ address: '127.0.0.1' });
  });

  it('S6: does not start where other machines would reach it', async () => {
    await expect(startService(map, { ...environment, HOST: '0.0.0.0' })).rejects.toThrow(/^AUTH=dev: /);
    await expect(startService(map, { ...environment, OPS_HOST: '0.0.0.0' })).rejects.toThrow(/^AUTH=dev: .*OPS_HOST/);
  });

  it('S23: has its operations on a port of their own, which ends with it', async () => {
    const second = await startService(map, environment);
    const { url, opsUrl } = second;
    const paths = ['/health/ready', '/metrics', '/v1/audit', '/v1/dead-letters', '/v1/notes/1'];
    const statusesAt = (base: string) => Promise.all(paths.map(async (path) => (await fetch(base + path)).status));
    expect(await statusesAt(url)).toEqual([404, 404, 404, 404, 405]);
    expect(await statusesAt(opsUrl)).toEqual([200, 200, 401, 401, 404]);
    await second.stop();
    await expect(fetch(`${opsUrl}/health/live`)).rejects.toThrow();
  });

  it('S12: brakes a client, and is as ready as before', async () => {
    const answers = await Promise.all(Array.from({ length: 120 }, () => fetch(`${service.url}/v1/notes/1`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([405, 429]));
    expect((await ready()).status).toBe('ok');
    const metrics = await (await fetch(`${service.opsUrl}/metrics`)).text();
    expect(metrics).toMatch(/http_request_ms_count\{[^}]*status="429"/);
  });

  it.each<[string, () => Promise<void>, () => Promise<void>]>([
    ['refuses connections', () => store.cut(), () => store.open()],
    ['does not answer', () => Promise.resolve(store.hold()), () => Promise.resolve(store.release())],
  ])(
    'answers 503 in bounded time while the store %s, and goes on by itself afterwards',
    async (_, away, back) => {
      const id = newId();
      expect((await add(id, `${id} before`)).status).toBe(201);
      await away();
      const answers = Promise.all([
        timed(ready),
        timed(() => add(id, `${id} refused`)),
        timed(() => call('GET', '/health/live')),
      ]);
      const [readiness, command, liveness] = await answers.finally(back);
      expect(readiness.reply).toMatchObject({
        status: 'unavailable',
        checks: { store: expect.stringContaining('away') as string },
      });
      expect(readiness.reply.headers.get('retry-after')).toBe('2');
      expect(command.reply).toMatchObject({ status: 503, body: { status: 503 } });
      expect(command.reply.headers.get('retry-after')).not.toBeNull();
      expect(liveness.reply.status).toBe(200);
      expect(Math.max(readiness.ms, command.ms, liveness.ms)).toBeLessThan(BOUND_MS);

      await eventually(async () => expect((await add(id, `${id} after`)).status).toBe(201), { within: 20_000 });
      await eventually(async () => expect((await ready()).checks['store']).toBe('ok'));
      await eventually(() => expect(heard.filter((text) => text === `${id} after`).length).toBeGreaterThan(0), {
        within: 20_000,
      });
      expect(new Set(heard.filter((text) => !text.endsWith('refused')))).toEqual(new Set(texts));
    },
    60_000,
  );

  it('answers 503 in bounded time while the store keeps writes waiting, and a repeat gets the result', async () => {
    const id = newId();
    const write = () => call('POST', `/v1/notes/${id}`, { text: id }, { 'idempotency-key': id });
    const admin = database.connection.getClient().db('admin');
    await admin.command({ fsync: 1, lock: true });
    const { reply, ms } = await timed(write).finally(() => admin.command({ fsyncUnlock: 1 }));
    expect(reply).toMatchObject({ status: 503, body: { code: 'STORE_UNAVAILABLE' } });
    expect(ms).toBeLessThan(BOUND_MS);
    expect((await write()).status).toBe(201);
    await eventually(() => expect(heard.filter((text) => text === id)).toEqual([id]));
  }, 60_000);

  it('can be stopped in bounded time while the store does not answer', async () => {
    const second = await startService(map, environment);
    store.hold();
    const { ms } = await timed(() => second.stop()).finally(() => store.release());
    expect(ms).toBeLessThan(20_000);
  }, 60_000);
});
