import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import type { Kafka } from 'kafkajs';
import mongoose from 'mongoose';
import { EnterAddressHttp, GetAddressHttp, RemoveAddressHttp } from '../address-book/address-book.http.js';
import { addressPermissions } from '../address-book/address.permissions.js';
import { MailQueue } from '../address-book/mail-queue.mongo.js';
import { Archiver } from '../aggregates/archiver.js';
import { EventArchive } from '../aggregates/archive/event-archive.js';
import { aggregateSchema, MongoDocuments } from '../aggregates/mongo-documents.js';
import { AnchorOnTime } from '../audit/anchor-on-time.js';
import { AuditTrails } from '../audit/audit-trails.js';
import { Permissions } from '../auth/permissions.js';
import { ProofCheck } from '../events/proofs/proof-check.js';
import { DeadLetterDesk } from '../inbox/dead-letter-desk.js';
import { ensureInboxIndexes } from '../inbox/parking/parked-events.js';
import { dayOf } from '../kernel/day.js';
import { koreanCalendar } from '../kernel/holidays.js';
import { systemClock, type Clock } from '../kernel/clock.js';
import { ServiceLog } from '../observability/log.js';
import { Metrics } from '../observability/metrics.js';
import { SecurityLog } from '../observability/security-log.js';
import { LogChannel, type Channel } from '../notices/channel.js';
import { CollectNotices } from '../notices/collect-notices.js';
import { Courier } from '../notices/courier.js';
import { GetNoticesHttp } from '../notices/get-notices.http.js';
import { noticePermissions } from '../notices/notice.permissions.js';
import { SmtpChannel } from '../notices/smtp.js';
import { NOTICE_CHANNEL, NOTICE_TYPES } from '../notices/tokens.js';
import type { Settings } from './settings.js';
import { Copies } from '../projections/copies.js';
import { indexesOf } from '../projections/projection.js';
import { ReadModels } from '../projections/read-models.js';
import { SandboxClock } from '../timers/business-clock.js';
import { Timers, type DueHandler } from '../timers/timers.js';
import { Archiving } from './archiving.js';
import type { ServiceEventKeys } from './event-key-settings.js';
import type { ReadKey } from './key-file.js';
import { AuditHttp, auditPermissions } from './operations/audit.http.js';
import { DeadLettersHttp, deadLetterPermissions } from './operations/dead-letters.http.js';
import { EventKeysHttp, eventKeyPermissions } from './operations/event-keys.http.js';
import { Health } from './operations/health.js';
import { Housekeeping, type Chore } from './housekeeping.js';
import { ClockHttp, clockPermissions, HealthHttp, MetricsHttp } from './operations/operations.http.js';
import { INSTANCE } from './instance.js';
import { RecountingDeadlines } from './recounting-deadlines.js';
import { SettleDeadLetters } from './operations/operator-acts/settle-dead-letters.js';
import { aggregatesOf, typesOf, type ServiceMap } from './service-map.js';
import { Stores } from '../aggregates/stores.js';
import { NoScanner, VirusScanner } from '../store/content/virus-scanner.js';
import { CLOCK, EVENT_KEYS, KAFKA, TOPIC_PREFIX } from '../kernel/tokens.js';
import { own } from '../kernel/own.js';
import { ListWorkHttp } from '../work/list-work.http.js';
import { WorkList } from '../work/work-list.js';
import { workPermissions } from '../work/work.permissions.js';
import type { Environment } from '../kernel/setting.js';

/** What a service has before its module is built. */
export interface ServiceParts {
  readonly map: ServiceMap;
  readonly settings: Settings;
  readonly log: ServiceLog;
  readonly connection: mongoose.Connection;
  readonly kafka: Kafka;
  readonly eventKeys: ServiceEventKeys;
  readonly keys: readonly ReadKey[];
  /** For its adapters; without it they stand as with no setting. */
  readonly env?: Environment;
  /** Nowhere unless said otherwise. */
  readonly security?: SecurityLog;
}

export const databaseOf = (connection: mongoose.Connection): mongoose.mongo.Db => {
  if (connection.db === undefined) throw new Error('The store is not connected yet.');
  return connection.db;
};

export const permissionsOf = (map: ServiceMap): Permissions =>
  new Permissions([
    ...map.permissions,
    clockPermissions as never,
    auditPermissions as never,
    workPermissions as never,
    noticePermissions as never,
    addressPermissions as never,
    deadLetterPermissions as never,
    eventKeyPermissions as never,
  ]);

/**
 * Collections and indexes of everything the service keeps; every start repeats it. All are asked for at once: nearly
 * always they exist, and a start does not have to wait for one answer after the other.
 */
export async function ensureIndexes({ map, connection }: ServiceParts): Promise<void> {
  const db = databaseOf(connection);
  const copies = new Copies(db, map.service);
  await Promise.all([
    ...aggregatesOf(map).map(async ([type]) => {
      const model = own(connection.models, type.name) ?? connection.model(type.name, aggregateSchema(type));
      await model.createIndexes();
    }),
    ...aggregatesOf(map).map(([type]) => new EventArchive(db, type.collection).createIndexes()),
    ...map.projections.map(async (projection) => {
      const { collection } = await copies.current(projection);
      for (const keys of indexesOf(projection)) await db.collection(collection).createIndex(keys);
    }),
    new MailQueue({ db }).ensureIndexes(),
    ensureInboxIndexes(db).then(() => new DeadLetterDesk(db).ensureIndexes()),
  ]);
}

/** The parts that are the same in all four services, wired for one map. */
@Module({})
export class ServiceModule {
  static for(parts: ServiceParts): DynamicModule {
    const { map, settings } = parts;
    const operations = Object.values(map.operations);
    const controllers = operations.map(([http]) => http);
    const useCases = operations.flatMap(([, ...rest]) => rest);
    const repositories = aggregatesOf(map).map(([, repository]) => repository);
    const handlers = map.consumers.map(([, handler]) => handler);
    return {
      module: ServiceModule,
      controllers: [
        ...controllers,
        ...handlers,
        HealthHttp,
        MetricsHttp,
        AuditHttp,
        DeadLettersHttp,
        EventKeysHttp,
        ListWorkHttp,
        GetNoticesHttp,
        EnterAddressHttp,
        GetAddressHttp,
        RemoveAddressHttp,
        ...(settings.clock === 'sandbox' ? [ClockHttp] : []),
      ],
      providers: [
        ...shared(parts),
        ...new Set<Type>([
          ...repositories,
          ...useCases,
          ...map.timers,
          ...(map.chores ?? []),
          ...(map.standing === undefined ? [] : [map.standing]),
          AnchorOnTime,
          SettleDeadLetters,
          CollectNotices,
          Courier,
          ...(map.providers ?? []),
        ]),
      ],
      exports: [Stores, Health, Metrics, Timers, Housekeeping, Archiving, Courier, CLOCK],
    };
  }
}

/** For health: documents that nothing scans are no fault, and an operator should know. */
const scannerIn = ({ scanner }: Settings): 'on' | 'off' => (scanner instanceof NoScanner ? 'off' : 'on');

function shared(parts: ServiceParts): Provider[] {
  const { map, settings, log, connection, kafka, eventKeys, keys, security } = parts;
  const db = databaseOf(connection);
  const clock: Clock = settings.clock === 'sandbox' ? new SandboxClock(db) : systemClock;
  const copies = new Copies(db, map.service);
  const metrics = new Metrics(map.service);
  const calendar = koreanCalendar(settings.policy);
  metrics.watchHolidays(() => calendar.officialDaysAfter(dayOf(clock.now())));
  const archiving = archivingOf(map, db, metrics, log);
  const onLargeDocument = (type: string, id: string): void => {
    metrics.largeDocuments.inc({ type });
    archiving.soon(type, id);
  };
  const stores = new Stores({
    db,
    clock,
    policy: settings.policy,
    calendar,
    permissions: permissionsOf(map),
    onLargeDocument,
  });
  const recounting = new RecountingDeadlines({
    service: map.service,
    db,
    types: typesOf(map),
    stores,
    calendar,
    recounted: (type, deadlines) => {
      metrics.deadlinesRecounted.inc({ type }, deadlines);
      log.entry('info', 'provisional deadlines were counted again', { type, deadlines });
    },
    failed: (type, id, error) =>
      log.entry('warn', 'a provisional deadline could not be counted again, will try again', { type, id, error }),
  });
  return [
    ...(map.adapters ?? []).map(({ port, from }) => ({ provide: port, useValue: from(parts.env ?? {}) })),
    ...keys.map(({ token, key }) => ({ provide: token, useValue: key })),
    { provide: Stores, useValue: stores },
    { provide: MailQueue, useValue: new MailQueue(stores) },
    { provide: WorkList, useValue: new WorkList(stores, typesOf(map)) },
    { provide: NOTICE_TYPES, useValue: typesOf(map) },
    { provide: NOTICE_CHANNEL, useValue: channelOf(settings, log) },
    { provide: Copies, useValue: copies },
    { provide: ReadModels, useValue: new ReadModels(db, copies) },
    { provide: CLOCK, useValue: clock },
    { provide: KAFKA, useValue: kafka },
    { provide: TOPIC_PREFIX, useValue: settings.topicPrefix },
    { provide: ProofCheck, useValue: new ProofCheck(eventKeys.known, settings.topicPrefix) },
    { provide: EVENT_KEYS, useValue: eventKeys },
    { provide: Metrics, useValue: metrics },
    { provide: VirusScanner, useValue: settings.scanner },
    { provide: Health, useValue: new Health(db, settings.exposure.insecure, scannerIn(settings)) },
    { provide: DeadLetterDesk, useValue: new DeadLetterDesk(db) },
    { provide: Archiving, useValue: archiving },
    { provide: SecurityLog, useValue: security ?? new SecurityLog(() => undefined) },
    {
      provide: Housekeeping,
      inject: [CollectNotices, ...(map.chores ?? [])],
      useFactory: (...chores: Chore[]) =>
        new Housekeeping({
          db,
          instance: INSTANCE,
          chores: [archiving, recounting, ...chores],
          log: (...entry) => log.entry(...entry),
        }),
    },
    {
      provide: AuditTrails,
      useValue: new AuditTrails(map.service, db, typesOf(map), eventKeys),
    },
    {
      provide: Timers,
      // Anchors come last: other timers that are due at the close of a day do not wait for their scan.
      inject: [...map.timers, AnchorOnTime],
      useFactory: (...handlers: DueHandler[]) =>
        new Timers({
          service: map.service,
          instance: INSTANCE,
          db,
          clock,
          handlers,
          log: (...entry) => log.entry(...entry),
          onTurn: ({ failing, stopped }) => {
            metrics.timersFailing.set(failing);
            metrics.timersStopped.set(Number(stopped));
          },
        }),
    },
  ];
}

const channelOf = ({ smtp }: Settings, log: ServiceLog): Channel =>
  smtp === undefined ? new LogChannel((...entry) => log.entry(...entry)) : new SmtpChannel(smtp);

function archivingOf(map: ServiceMap, db: mongoose.mongo.Db, metrics: Metrics, log: ServiceLog): Archiving {
  const archivers = aggregatesOf(map).map(
    ([type]) => [type.name, new Archiver(new MongoDocuments(db, type), type)] as const,
  );
  return new Archiving(new Map(archivers), {
    archived: (type, events) => {
      metrics.archivedEvents.inc({ type }, events);
      log.entry('info', 'older events were archived', { type, events });
    },
    failed: (type, id, error) =>
      log.entry('warn', 'older events could not be archived, their next save tries again', { type, id, error }),
  });
}
