import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import mongoose from 'mongoose';
import type { Kafka } from 'kafkajs';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { authSettingsFrom } from '../auth/settings.js';
import { createHttpApp } from '../http/app.js';
import { closeHttp } from '../http/close-http.js';
import type { ConsumerState } from '../broker/consumer-group.js';
import { DeadLetters } from '../inbox/dead-letters/dead-letters.js';
import { KafkaInboxServer } from '../inbox/transport.js';
import { ParkedEvents } from '../inbox/parking/parked-events.js';
import { Positions } from '../inbox/delivery/positions.js';
import { Suspects } from '../inbox/poison/suspects.js';
import type { Clock } from '../kernel/clock.js';
import type { Environment } from '../kernel/setting.js';
import { settlesWithin } from '../kernel/settles-within.js';
import { ServiceLog, withTrace } from '../observability/log.js';
import { Metrics } from '../observability/metrics.js';
import { settingsOf, type Settings } from './settings.js';
import { Copies, groupOf } from '../projections/copies.js';
import { FollowingProjector } from '../projections/following-projector.js';
import { KafkaPublisher } from '../broker/publisher.js';
import { kafkaClient } from '../broker/kafka-client.js';
import { RelaySource } from '../relay/relay-source.js';
import { Relay } from '../relay/relay.js';
import { SandboxClock } from '../timers/business-clock.js';
import { Timers } from '../timers/timers.js';
import { decidedAtMs, inboxObserver, misreadObserver, relayObserver } from './event-observers.js';
import { Archiving } from './archiving.js';
import { Health } from './operations/health.js';
import { Housekeeping } from './housekeeping.js';
import { INSTANCE } from './instance.js';
import { aggregatesOf, producedTopics, type ServiceMap } from './service-map.js';
import { databaseOf, ensureIndexes, permissionsOf, ServiceModule, type ServiceParts } from './module.js';
import { CLOCK } from '../kernel/tokens.js';

/** A service that runs in this process. */
export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Readiness off, requests, relay, consumers, producer, store: in this order, nothing in flight dropped. */
  stop(): Promise<void>;
}

type Stoppable = Pick<RunningService, 'stop'>;

/**
 * Starts a service from its map and its environment.
 * @param whenCrashed for a consumer that will not come back by itself; the process is its caller's, not the service's
 * @throws SettingWrong before anything is opened
 */
export async function startService(
  map: ServiceMap,
  env: Environment,
  whenCrashed: (service: Stoppable) => void = () => undefined,
): Promise<RunningService> {
  const settings = settingsOf(env, map.defaultPort);
  const auth = authSettingsFrom(env);
  const log = new ServiceLog(map.service, settings.logLevel);
  const connection = await connect(settings, log);
  const parts: ServiceParts = { map, settings, log, connection, kafka: makeKafka(settings, log, map.service) };
  await ensureIndexes(parts);
  const api = { title: map.title, description: map.description, version: '1' };
  const app = await createHttpApp(ServiceModule.for(parts), {
    api,
    auth,
    permissions: permissionsOf(map),
    logger: log,
  });
  countRequests(app);
  const workers = new Workers(app, parts, whenCrashed);
  await workers.prepare();
  await app.init();
  await app.startAllMicroservices();
  workers.start();
  await app.listen(settings.port, '0.0.0.0');
  const url = (await app.getUrl()).replace('0.0.0.0', '127.0.0.1').replace('[::1]', '127.0.0.1');
  log.entry('info', 'listening', { url });
  return { app, url, stop: () => workers.stop() };
}

/** Times every request by its route, never by its path: ids would make a series each. */
function countRequests(app: NestFastifyApplication): void {
  const { httpMs } = app.get(Metrics);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      const operation = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
      httpMs.observe({ operation, status: String(reply.statusCode) }, reply.elapsedTime);
      done();
    });
}

/** What `main.ts` calls: starts, and ends with the process. */
export async function runService(map: ServiceMap): Promise<void> {
  try {
    // Whoever runs the process starts it again.
    const service = await startService(map, process.env, (crashed) => void endProcess(crashed, 1));
    const end = () => {
      process.off('SIGTERM', end).off('SIGINT', end);
      void endProcess(service, 0);
    };
    process.once('SIGTERM', end).once('SIGINT', end);
    // Node itself writes it when a process ends in order: what is always killed would never start any faster.
    flushCompileCache();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** What is not in order by then is left as a kill would leave it, by which nothing is lost. */
const STOP_WITHIN_MS = 20_000;

async function endProcess(service: Stoppable, code: number): Promise<never> {
  await settlesWithin(service.stop(), STOP_WITHIN_MS);
  return process.exit(code);
}

/** Waits for the store: a service that starts before it is no error. */
async function connect(settings: Settings, log: ServiceLog): Promise<mongoose.Connection> {
  for (;;) {
    const connection = mongoose.createConnection(settings.mongoUrl, {
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: 3_000,
      connectTimeoutMS: 3_000,
      heartbeatFrequencyMS: 2_000,
      retryWrites: true,
    });
    try {
      return await connection.asPromise();
    } catch (error) {
      log.entry('warn', 'the store cannot be reached yet', { error });
      await connection.close().catch(() => undefined);
      await sleep(500);
    }
  }
}

/** What a service does besides answering requests. */
class Workers {
  private readonly db: mongoose.mongo.Db;
  private readonly kafka: Kafka;
  private readonly health: Health;
  private readonly metrics: Metrics;
  private readonly timers: Timers;
  private readonly housekeeping: Housekeeping;
  private readonly archiving: Archiving;
  private readonly clock: Clock;
  private readonly publisher: KafkaPublisher;
  private readonly relay: Relay;
  private readonly projectors: readonly FollowingProjector[];
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly parts: ServiceParts,
    private readonly whenCrashed: (service: Stoppable) => void,
  ) {
    const { map, connection, kafka } = parts;
    this.db = databaseOf(connection);
    this.health = app.get(Health);
    this.metrics = app.get(Metrics);
    this.timers = app.get(Timers);
    this.housekeeping = app.get(Housekeeping);
    this.archiving = app.get(Archiving);
    this.clock = app.get<Clock>(CLOCK);
    this.kafka = kafka;
    this.publisher = new KafkaPublisher(this.kafka);
    this.relay = this.makeRelay();
    this.projectors = map.projections.map((projection) => this.makeProjector(projection));
    if (map.consumers.length > 0) app.connectMicroservice({ strategy: this.makeInbox() });
  }

  async prepare(): Promise<void> {
    if (this.clock instanceof SandboxClock) await this.clock.refresh();
  }

  start(): void {
    this.relay.start();
    this.timers.start();
    this.housekeeping.start();
    for (const projector of this.projectors) projector.start();
  }

  /** Two consumers may crash at once, and a signal may come meanwhile: it is one stop. */
  stop(): Promise<void> {
    return (this.stopped ??= this.stopInOrder());
  }

  private async stopInOrder(): Promise<void> {
    this.health.stop();
    // No new commands: what those in hand leave behind, the relay still takes or its successor finds.
    await closeHttp(this.app);
    await this.timers.stop();
    await Promise.all([this.housekeeping.stop(), this.archiving.stop()]);
    await this.relay.stop();
    await Promise.all(this.projectors.map((projector) => projector.stop()));
    // Nest closes the inbox, which waits for the event it is handling.
    await this.app.close();
    await this.publisher.close().catch(() => undefined);
    await this.parts.connection.close();
  }

  private makeRelay(): Relay {
    const { map, settings, log } = this.parts;
    const collections = aggregatesOf(map).map(([type]) => type.collection);
    return new Relay(this.db, {
      service: map.service,
      instance: INSTANCE,
      topics: producedTopics(map),
      topicPrefix: settings.topicPrefix,
      source: new RelaySource(this.db, collections),
      publisher: new KafkaPublisher(this.kafka),
      observer: relayObserver(this.metrics, this.health, log),
    });
  }

  private makeInbox(): KafkaInboxServer {
    const { map, settings, log } = this.parts;
    const group = map.service;
    const observer = inboxObserver(this.metrics, log);
    return new KafkaInboxServer({
      kafka: this.kafka,
      group,
      topicPrefix: settings.topicPrefix,
      consumes: map.consumers.map(([event]) => event),
      positions: new Positions(this.db, group),
      parked: new ParkedEvents(this.db, group),
      suspects: new Suspects(this.db, group, settings.inboxDeathsMax),
      deathsMax: settings.inboxDeathsMax,
      deadLetters: new DeadLetters(this.db, map.service, group, this.publisher),
      observer,
      now: () => this.clock.now(),
      onState: (state, why) => this.onState(group, state, why),
      around: (meta, act) => withTrace(meta.traceparent, act),
      onHandled: (meta) =>
        this.metrics.propagationMs.observe({ group }, Math.max(0, Date.now() - decidedAtMs(meta.id))),
    });
  }

  private makeProjector(projection: ServiceMap['projections'][number]): FollowingProjector {
    const { map, settings, log } = this.parts;
    const group = groupOf(map.service, projection);
    return new FollowingProjector({
      kafka: this.kafka,
      db: this.db,
      service: map.service,
      projection,
      copies: this.app.get(Copies),
      topicPrefix: settings.topicPrefix,
      deadLetters: new DeadLetters(this.db, map.service, group, this.publisher),
      now: () => this.clock.now(),
      onApplied: (eventIds) => {
        this.metrics.projected.inc({ projection: projection.name }, eventIds.length);
        for (const id of eventIds)
          this.metrics.propagationMs.observe({ group }, Math.max(0, Date.now() - decidedAtMs(id)));
      },
      onMisread: misreadObserver(this.metrics, log),
      onState: (state, why) => this.onState(group, state, why),
    });
  }

  private onState(group: string, state: ConsumerState, why?: unknown): void {
    const { log } = this.parts;
    this.health.consumer(group, state);
    this.metrics.consumerRunning.set({ group }, state === 'running' ? 1 : 0);
    if (state === 'away') log.entry('warn', 'a consumer cannot reach the broker', { group, error: why });
    if (state !== 'crashed') return;
    log.entry('error', 'a consumer crashed and will not come back', { group, error: why });
    this.whenCrashed(this);
  }
}

function makeKafka(settings: Settings, log: ServiceLog, service: string): Kafka {
  const { kafkaBrokers, kafkaSsl, kafkaSasl } = settings;
  return kafkaClient(
    { brokers: kafkaBrokers, clientId: service, ssl: kafkaSsl, ...(kafkaSasl !== undefined && { sasl: kafkaSasl }) },
    (level, message, context) => log.entry(level === 'error' ? 'warn' : 'info', message, context),
  );
}
