import 'reflect-metadata';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import { authSettingsFrom } from '#common/auth/settings.js';
import { createHttpApp } from '#common/http/app.js';
import { OperationsServer } from '#common/http/operations-server.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import type { Clock } from '#common/kernel/clock.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { ServiceLog } from '#common/observability/log.js';
import { settingsOf } from '#common/service/settings.js';
import { serviceEventKeys } from '#common/service/event-key-settings.js';
import { readKeys } from '#common/service/key-file.js';
import { aggregatesOf, type ServiceMap } from '#common/service/service-map.js';
import { databaseOf, permissionsOf, ServiceModule, type ServiceParts } from '#common/service/module.js';
import { Health } from '#common/service/operations/health.js';
import { Stores } from '#common/aggregates/stores.js';
import { CLOCK } from '#common/kernel/tokens.js';
import { SandboxClock } from '#common/timers/business-clock.js';
import { Timers } from '#common/timers/timers.js';
import { ContractCounts } from '../../../apps/catalog/src/read-models/listing-contracts/contract-counts.mongo.js';
import { CatalogFreshness } from '../../../apps/contracts/src/read-models/catalog/catalog-freshness.js';
import { forgetCommands } from './command-ids.js';
import { naiveConsumers, type EventHandler } from './consumers.js';
import { CountedContracts } from './contract-counts.js';
import { EventSender } from './event-sender.js';
import { NaiveStores } from './naive-stores.js';
import { projecting, stockKafka, type Subscriber } from './stock-kafka.js';

interface RunningNaively {
  stop(): Promise<void>;
}

/** The domain and the HTTP interface of the real service, on the usual wiring. */
export async function startNaively(
  map: ServiceMap,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RunningNaively> {
  const settings = settingsOf(env, map.defaultPort);
  const log = new ServiceLog(map.service, settings.logLevel);
  const connection = await mongoose.createConnection(settings.mongoUrl).asPromise();
  const kafka = new kafkajs.Kafka({ clientId: map.service, brokers: [...settings.broker.brokers] });
  const eventKeys = await serviceEventKeys(env, map.service);
  const keys = readKeys(map.keyFiles ?? [], env);
  const parts: ServiceParts = { map, settings, log, connection, kafka, eventKeys, keys };
  await ensurePlainIndexes(parts);
  const sender = new EventSender(kafka, map.service, settings.topicPrefix, log);
  await sender.connect();
  const app = await createHttpApp(naiveModule(parts, sender), {
    api: { title: map.title, description: map.description, version: '1' },
    auth: authSettingsFrom(env),
    permissions: permissionsOf(map),
    logger: log,
  });
  const operations = new OperationsServer(app);
  await run(app, operations, parts);
  return {
    async stop() {
      await operations.close();
      await app.get(Timers).stop();
      await app.close();
      await sender.disconnect();
      await connection.close();
    },
  };
}

async function run(app: NestFastifyApplication, operations: OperationsServer, parts: ServiceParts): Promise<void> {
  forgetCommands(app);
  const groups = followEvents(app, parts);
  const clock = app.get<Clock>(CLOCK);
  if (clock instanceof SandboxClock) await clock.refresh();
  await app.init();
  const health = app.get(Health);
  for (const group of groups) health.consumer(group, 'connecting');
  app.get(Timers).start();
  await app.listen(parts.settings.port, '0.0.0.0');
  await operations.listen(parts.settings.opsPort, '127.0.0.1');
  await app.startAllMicroservices();
  for (const group of groups) health.consumer(group, 'running');
}

/** None of them is unique: a unique value is looked up before it is written. */
async function ensurePlainIndexes({ map, connection }: ServiceParts): Promise<void> {
  const db = databaseOf(connection);
  for (const [{ collection, indexed = [] }] of aggregatesOf(map)) {
    for (const path of ['claims', 'dueAt', ...indexed]) await db.collection(collection).createIndex({ [path]: 1 });
  }
  for (const { collection, indexes = [] } of map.projections) {
    for (const keys of indexes) await db.collection(collection).createIndex(keys);
  }
}

/** The real module. A later provider replaces an earlier one of the same token. */
function naiveModule(parts: ServiceParts, sender: EventSender): DynamicModule {
  const { map } = parts;
  const consumers = naiveConsumers(map).map(([, handler]) => handler);
  // Providers, not controllers: Nest would subscribe to their event types as topics.
  const module = ServiceModule.for({
    ...parts,
    map: { ...map, consumers: [], providers: [...(map.providers ?? []), ...consumers] },
  });
  return { ...module, providers: [...(module.providers ?? []), naiveStores(parts, sender), ...standIns(map)] };
}

const naiveStores = ({ map, settings, connection }: ServiceParts, sender: EventSender): Provider => ({
  provide: Stores,
  inject: [CLOCK],
  useFactory: (clock: Clock) =>
    new NaiveStores(
      {
        db: databaseOf(connection),
        clock,
        policy: settings.policy,
        calendar: koreanCalendar(settings.policy),
        permissions: permissionsOf(map),
        onLargeDocument: () => undefined,
      },
      sender.send,
    ),
});

/** The age of the catalog copy is not checked, and contracts are counted by a counter. */
const standIns = ({ providers = [] }: ServiceMap): Provider[] =>
  [
    { provide: CatalogFreshness, useValue: { assertFresh: () => Promise.resolve() } },
    { provide: ContractCounts, useClass: CountedContracts },
  ].filter(({ provide }) => providers.includes(provide as Type));

/** One group for the consumers and one for each read model, as in the real service. */
function followEvents(app: NestFastifyApplication, { map, settings, connection }: ServiceParts): string[] {
  const groups: string[] = [];
  const { broker, topicPrefix } = settings;
  const follow = (group: string, subscribers: readonly Subscriber[]): void => {
    if (subscribers.length === 0) return;
    groups.push(group);
    app.connectMicroservice({
      strategy: stockKafka({ brokers: broker.brokers, topicPrefix, clientId: map.service, group }, subscribers),
    });
  };
  follow(
    map.service,
    naiveConsumers(map).map(([event, handler]) => [
      event,
      (data, meta) => app.get<EventHandler>(handler).handle(data, new InboxContext(meta, map.service)),
    ]),
  );
  for (const projection of map.projections) {
    follow(`${map.service}.${projection.name}`, projecting(databaseOf(connection), projection));
  }
  return groups;
}
