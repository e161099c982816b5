import 'reflect-metadata';
import kafkajs, { type Kafka, type Producer } from 'kafkajs';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { brokerSettingsOf } from '#common/broker/broker-settings.js';
import { startService, type RunningService } from '#common/service/start-service.js';
import { topicPlan } from '#common/service/topics.js';
import { startSecuredKafka } from '#infrastructure/infrastructure.js';
import { ADMINISTRATOR } from '#infrastructure/kafka-properties.js';
import type { SecuredKafka } from '#infrastructure/started-server.js';
import { describeWithServers, eventually, testDatabase, type TestDatabase } from '#testing/stores.js';
import { testAuthority, testServerCertificate, testServerKey } from '#testing/test-certificates.js';
import { SERVICES } from '../services.js';

const run = promisify(execFile);
/** The broker's own code; kafkajs wraps it where it does not try again. */
const codeOf = (error: Error & { type?: string }): string =>
  error.type ?? (error.cause as { type?: string } | undefined)?.type ?? error.name;
/** kafkajs' word for a group that the account may not join: no broker names it a coordinator. */
const NO_GROUP = 'KafkaJSGroupCoordinatorNotFound';
const PREFIX = 'ground.';
const SERVICE_NAMES = SERVICES.map(({ service }) => service as string);
const topics = topicPlan(SERVICES, { prefix: PREFIX, partitions: 1, replication: 1 }).map(({ topic }) => topic);
/** A broker's start, and then four services'. */
const START_MS = 120_000;

describeWithServers('A broker with accounts', () => {
  let broker: SecuredKafka;
  let directory: string;
  let ca: string;
  const administratorPassword = randomBytes(24).toString('base64url');
  const opened: { disconnect(): Promise<void> }[] = [];

  /** How an account of ours reaches the broker: as its service would. */
  const envOf = async (account: string): Promise<Record<string, string>> => ({
    KAFKA_BROKERS: broker.address,
    KAFKA_SSL: 'true',
    KAFKA_SSL_CA: ca,
    KAFKA_SASL_USERNAME: PREFIX + account,
    KAFKA_SASL_PASSWORD: (await readFile(path.join(directory, `kafka-${PREFIX}${account}`), 'utf8')).trim(),
  });
  const clientOf = async (account: string): Promise<Kafka> =>
    kafkaClient({ ...brokerSettingsOf(await envOf(account)), clientId: account }, () => undefined);

  /** The tool as an operator runs it, at the listener of the administrator. */
  const ops = async (args: readonly string[], more: Record<string, string> = {}): Promise<string> => {
    const env = {
      PATH: process.env['PATH'],
      TOPIC_PREFIX: PREFIX,
      KAFKA_BROKERS: broker.administratorsAddress,
      KAFKA_SASL_MECHANISM: 'plain',
      KAFKA_SASL_USERNAME: ADMINISTRATOR,
      KAFKA_SASL_PASSWORD: administratorPassword,
      ...more,
    };
    return (await run(process.execPath, ['dist/ops.cjs', ...args], { env })).stdout;
  };
  const access = async (...more: string[]): Promise<Record<string, unknown>> =>
    JSON.parse(await ops(['broker-access', '--passwords', directory, '--json', ...more])) as Record<string, unknown>;

  const producers = new Map<string, Promise<Producer>>();
  const producerOf = (account: string): Promise<Producer> => {
    const known = producers.get(account);
    if (known !== undefined) return known;
    const made = clientOf(account).then(async (kafka) => {
      const producer = kafka.producer({ allowAutoTopicCreation: false, retry: { retries: 2 } });
      opened.push(producer);
      await producer.connect();
      return producer;
    });
    producers.set(account, made);
    return made;
  };

  /** What comes of one record to the topic. */
  const produce = async (account: string, topic: string): Promise<string> => {
    const producer = await producerOf(account);
    return producer.send({ topic, messages: [{ key: 'k', value: 'v' }] }).then(() => 'sent', codeOf);
  };

  /** What comes of reading the topic in a group of this name. */
  const consume = async (account: string, topic: string, groupId: string): Promise<string> => {
    const consumer = (await clientOf(account)).consumer({ groupId });
    opened.push(consumer);
    await consumer.connect();
    return new Promise((resolve) => {
      const fail = (error: Error) => resolve(codeOf(error));
      consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
      consumer.on(consumer.events.FETCH, () => resolve('read'));
      consumer
        .subscribe({ topics: [topic], fromBeginning: true })
        .then(() => consumer.run({ eachMessage: async () => undefined }))
        .catch(fail);
    });
  };

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'broker-access-'));
    ca = path.join(directory, 'ca.crt');
    await writeFile(ca, testAuthority);
    broker = await startSecuredKafka({ administratorPassword, tls: testServerKey + testServerCertificate });
  }, START_MS);

  afterAll(async () => {
    await Promise.all(opened.map((one) => one.disconnect().catch(() => undefined)));
    await broker?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('S2: changes nothing in a dry run, then makes every account, and a second time finds all as it should be', async () => {
    const dry = await access('--dry-run');
    expect(dry).toMatchObject({ dryRun: true, taken: [] });
    expect((await readdir(directory)).filter((file) => file.startsWith('kafka-'))).toEqual([]);
    const first = await access();
    expect(first['given']).toEqual(dry['given']);
    expect(first['passwordsMade']).toEqual([...SERVICE_NAMES, 'operator', 'downstream'].map((name) => PREFIX + name));
    for (const file of (await readdir(directory)).filter((name) => name.startsWith('kafka-')))
      expect((await stat(path.join(directory, file))).mode & 0o777).toBe(0o600);
    expect(await access()).toMatchObject({ given: [], taken: [], passwordsMade: [] });
  });

  it('S2: makes the topics with the account of the operator', async () => {
    const made = JSON.parse(
      await ops(['topics', '--json'], { KAFKA_SASL_MECHANISM: 'scram-sha-512', ...(await envOf('operator')) }),
    ) as { created: string[] };
    expect(made.created.sort()).toEqual([...topics].sort());
  });

  describe('S2: its services, each with its own account', () => {
    const databases: TestDatabase[] = [];
    const services: RunningService[] = [];

    beforeAll(async () => {
      for (const map of SERVICES) {
        const database = await testDatabase(`${map.service}_accounts`);
        databases.push(database);
        services.push(
          await startService(map, {
            PORT: '0',
            MONGO_URL: database.url,
            TOPIC_PREFIX: PREFIX,
            AUTH: 'dev',
            CLOCK: 'sandbox',
            LOG_LEVEL: 'error',
            ...(await envOf(map.service)),
          }),
        );
      }
    }, START_MS);

    afterAll(async () => {
      await Promise.all(services.map((service) => service.stop()));
      await Promise.all(databases.map((database) => database.drop()));
    });

    it('read all that they follow and publish how far they are', async () => {
      await eventually(
        async () => {
          for (const { opsUrl } of services) {
            const { status, checks } = (await (await fetch(`${opsUrl}/health/ready`)).json()) as {
              status: string;
              checks: Record<string, string>;
            };
            const { virusScanner, ...parts } = checks;
            expect({
              status,
              checks,
              // Nobody set one up here.
              virusScanner,
              running: Object.values(parts).filter((state) => !['ok', 'running'].includes(state)),
            }).toMatchObject({ status: 'ok', virusScanner: 'off', running: [] });
          }
        },
        { within: 30_000 },
      );
      const admin = (await clientOf('operator')).admin();
      opened.push(admin);
      await admin.connect();
      for (const service of SERVICE_NAMES)
        await eventually(
          async () => {
            const [end] = await admin.fetchTopicOffsets(`${PREFIX}${service}.watermarks`);
            expect(Number(end?.high)).toBeGreaterThan(1);
          },
          { within: 30_000 },
        );
    }, 60_000);
  });

  it.each(['mallory', ADMINISTRATOR])('S2: lets no %s in from outside', async (username) => {
    const settings = brokerSettingsOf({
      ...(await envOf('intake')),
      KAFKA_SASL_USERNAME: username,
      KAFKA_SASL_PASSWORD: administratorPassword,
    });
    const admin = kafkaClient({ ...settings, clientId: username }, () => undefined).admin({ retry: { retries: 0 } });
    await expect(admin.connect()).rejects.toMatchObject({ name: 'KafkaJSSASLAuthenticationError' });
  });

  it('S2: lets in nobody without a login, nor with the password of another account', async () => {
    const { KAFKA_SASL_PASSWORD: others } = await envOf('contracts');
    const wrong = brokerSettingsOf({ ...(await envOf('intake')), KAFKA_SASL_PASSWORD: others });
    await expect(
      kafkaClient({ ...wrong, clientId: 'x' }, () => undefined)
        .admin({ retry: { retries: 0 } })
        .connect(),
    ).rejects.toMatchObject({ name: 'KafkaJSSASLAuthenticationError' });
    const without = new kafkajs.Kafka({
      brokers: [broker.address],
      ssl: { ca: [testAuthority] },
      logLevel: 0,
      retry: { retries: 0 },
      requestTimeout: 3_000,
    });
    const admin = without.admin();
    opened.push(admin);
    await admin.connect();
    await expect(admin.listTopics()).rejects.toThrow();
  });

  it('S2: lets each account produce to the topics of its own service, and to no other', async () => {
    const results: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const account of [...SERVICE_NAMES, 'operator', 'downstream'])
      for (const topic of topics) {
        const name = topic.slice(PREFIX.length);
        const owner = /\.dlq\.([a-z]+)$/.exec(name)?.[1] ?? name.slice(0, name.indexOf('.'));
        const isAllowed = account === owner || (account === 'operator' && name.includes('.dlq.'));
        expected[`${account} to ${name}`] = isAllowed ? 'sent' : 'TOPIC_AUTHORIZATION_FAILED';
        results[`${account} to ${name}`] = await produce(account, topic);
      }
    expect(results).toEqual(expected);
  }, 60_000);

  it('S2: lets another service read neither accesses nor results, and no reader a closed topic', async () => {
    const tries: readonly [account: string, topic: string, group: string, result: string][] = [
      ['intake', 'review.access', 'intake.try', 'read'],
      ['contracts', 'review.access', 'contracts.try', 'TOPIC_AUTHORIZATION_FAILED'],
      ['catalog', 'review.results', 'catalog.try', 'TOPIC_AUTHORIZATION_FAILED'],
      ['contracts', 'review.internal', 'contracts.try', 'TOPIC_AUTHORIZATION_FAILED'],
      ['downstream', 'catalog.listings', 'downstream', 'read'],
      ['downstream', 'intake.applications', 'downstream', 'TOPIC_AUTHORIZATION_FAILED'],
      ['downstream', 'catalog.listings', 'catalog.try', NO_GROUP],
      ['catalog', 'review.cases', 'contracts', NO_GROUP],
    ];
    for (const [account, topic, group, result] of tries)
      expect([account, topic, group, await consume(account, PREFIX + topic, PREFIX + group)]).toEqual([
        account,
        topic,
        group,
        result,
      ]);
  }, 60_000);

  it('S2: takes away a right that was added by hand', async () => {
    const admin = kafkaClient(
      {
        brokers: [broker.administratorsAddress],
        clientId: 'hand',
        sasl: { mechanism: 'plain', username: ADMINISTRATOR, password: administratorPassword },
      },
      () => undefined,
    ).admin();
    await admin.connect();
    opened.push(admin);
    const right = {
      resourceType: kafkajs.AclResourceTypes.TOPIC,
      resourceName: `${PREFIX}review.access`,
      resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
      principal: `User:${PREFIX}contracts`,
      host: '*',
      operation: kafkajs.AclOperationTypes.WRITE,
      permissionType: kafkajs.AclPermissionTypes.ALLOW,
    };
    await admin.createAcls({ acl: [right] });
    await eventually(async () => expect(await produce('contracts', `${PREFIX}review.access`)).toBe('sent'));
    expect(await access()).toMatchObject({
      given: [],
      taken: [{ account: `${PREFIX}contracts`, right: `WRITE topic ${PREFIX}review.access` }],
    });
    await eventually(async () =>
      expect(await produce('contracts', `${PREFIX}review.access`)).toBe('TOPIC_AUTHORIZATION_FAILED'),
    );
  });
});
