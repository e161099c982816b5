import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { newTraceparent } from '#common/kernel/trace.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { baseFor, type ServiceAddress } from '#common/http/ports.js';
import { devToken } from '#common/http/dev-tokens.http.js';
import { toRecord, type EventRecord } from '#common/events/cloud-event.js';
import { SERVICE_NAMES, type EventData, type EventDefinition } from '#common/events/define-event.js';
import { newEventKey, signingKeyOf } from '#common/events/proofs/event-keys.js';
import { RecordSigner } from '#common/events/proofs/record-signer.js';
import { systemActor, type Role } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import type { PolicyFile } from '#common/kernel/policy.js';
import { KafkaPublisher } from '#common/broker/publisher.js';
import { startService, type RunningService } from '#common/service/start-service.js';
import type { ServiceMap } from '#common/service/service-map.js';
import { createTopics, topicPlan } from '#common/service/topics.js';
import { provenBy } from './proofs.js';
import { testDatabase, testTopics, type TestDatabase } from './stores.js';

export interface Reply {
  readonly status: number;
  readonly etag: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;
  /** The body as it was sent: of a document. */
  readonly bytes: Buffer;
}

/** One service in this process, on a store and topics of its own, with a sandbox clock. */
export interface ServiceUnderTest {
  readonly service: RunningService;
  readonly database: TestDatabase;
  readonly prefix: string;
  /** Publishes an event as its producer would: the next sequence of its subject unless said otherwise. */
  emit<D extends EventDefinition>(
    definition: D,
    subject: string,
    data: EventData<D>,
    sequence?: number,
  ): Promise<string>;
  /** Sends the record of an event once more, as a producer does that did not hear the broker. @param id of `emit` */
  emitAgain(id: string): Promise<void>;
  /**
   * Sends an event to the topic of another service with the broker access of a client that lacks its key: without a
   * proof, with one by an unknown key, and with one by the key of a third service. @returns the ids of the three
   */
  forge<D extends EventDefinition>(
    definition: D,
    subject: string,
    data: EventData<D>,
    sequence: number,
  ): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/**
 * @param others events of other services that it reads, so that their topics exist; those of its handlers unless given
 * @param policy its policy file; the built-in values unless said otherwise
 * @param env other settings than those of a test; with `TOPIC_PREFIX` it shares the topics of another one
 */
export async function serviceUnderTest(
  map: ServiceMap,
  others: readonly EventDefinition[] = map.consumers.map(([event]) => event),
  policy?: PolicyFile,
  env: Readonly<Record<string, string>> = {},
): Promise<ServiceUnderTest> {
  const database = await testDatabase(map.service);
  const topics = testTopics(map.service, env['TOPIC_PREFIX']);
  const kafka = kafkaClient({ brokers: topics.brokers, clientId: 'test' }, () => undefined);
  const settings = { prefix: topics.prefix, partitions: 3, replication: 1 };
  await createTopics(kafka, topicPlan([map], settings));
  await topics.create(
    [...new Set([...others.map((event) => event.topic), 'catalog.watermarks'])].filter(
      (topic) => topic !== `${map.service}.watermarks`,
    ),
  );
  const service = await startService(map, {
    PORT: '0',
    MONGO_URL: database.url,
    KAFKA_BROKERS: topics.brokers.join(','),
    TOPIC_PREFIX: topics.prefix,
    AUTH: 'dev',
    CLOCK: 'sandbox',
    UNDECLARED_REFUSALS: 'fail',
    LOG_LEVEL: 'error',
    SECURITY_LOG: 'off',
    // One person of a spec does what takes many people a day.
    RATE_LIMITS: 'off',
    ...(policy && { POLICY_FILE: await policyFile(policy) }),
    ...env,
  });
  const publisher = new KafkaPublisher(kafka);
  const sequences = new Map<string, number>();
  const sent = new Map<string, readonly EventRecord[]>();
  const recordOf = (definition: EventDefinition, subject: string, data: unknown, sequence: number): EventRecord => {
    const event: StoredEvent = {
      id: newId(),
      type: definition.name,
      at: new Date(),
      actor: systemActor('test'),
      data: data as object,
      correlationId: newId(),
      causationId: newId(),
      traceparent: newTraceparent(),
      version: 1,
      hash: '',
      topic: definition.topic,
      ceType: definition.type,
      sequence,
    };
    return toRecord(definition.service, subject, event, topics.prefix);
  };
  return {
    service,
    database,
    prefix: topics.prefix,
    async emit(definition, subject, data, sequence) {
      const place = `${definition.topic}/${subject}`;
      const next = sequence ?? (sequences.get(place) ?? 0) + 1;
      sequences.set(place, next);
      const record = recordOf(definition, subject, data, next);
      const proven = await provenBy(definition.service, [record]);
      const id = String(record.headers['ce_id']);
      sent.set(id, proven);
      await publisher.publish(proven);
      return id;
    },
    async emitAgain(id) {
      const records = sent.get(id);
      if (records === undefined) throw new Error(`No event ${id} was sent.`);
      await publisher.publish(records);
    },
    async forge(definition, subject, data, sequence) {
      const [plain, signed, foreign] = [1, 2, 3].map(() => recordOf(definition, subject, data, sequence)) as [
        EventRecord,
        EventRecord,
        EventRecord,
      ];
      const stranger = new RecordSigner(await signingKeyOf(definition.service, { ...(await newEventKey()) }));
      const third = SERVICE_NAMES.find((name) => name !== definition.service) ?? 'intake';
      const forged = [plain, ...(await stranger.sign([signed])), ...(await provenBy(third, [foreign]))];
      await publisher.publish(forged);
      return forged.map(({ headers }) => String(headers['ce_id']));
    },
    async stop() {
      await service.stop();
      await publisher.close();
      await topics.drop();
      await database.drop();
    },
  };
}

/** It is read once, at the start. */
async function policyFile(policy: PolicyFile): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'policy-')), 'policy.json');
  await writeFile(file, JSON.stringify(policy));
  return file;
}

export interface Caller {
  readonly sub: string;
  readonly org?: string;
  readonly roles: readonly Role[];
}

/** Requests as one person, or as the public. A path is relative to the service, and goes to the port that serves it. */
export function client(service: ServiceAddress, caller?: Caller) {
  const token = caller === undefined ? undefined : devToken(caller).then(({ token: text }) => text);
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> => {
    const raw = body instanceof Uint8Array;
    const response = await fetch(baseFor(service, path) + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${await token}` }),
        ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? new Blob([Buffer.from(body)]) : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? undefined,
      headers: response.headers,
      body: json ? (JSON.parse(text) as unknown) : text,
      bytes,
    };
  };
}
