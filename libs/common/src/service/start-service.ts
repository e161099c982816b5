import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { flushCompileCache } from 'node:module';
import { authSettingsFrom, type AuthSettings } from '../auth/settings.js';
import { StandingGuard, type CallerStanding } from '../http/standing.js';
import { createHttpApp } from '../http/app.js';
import { OperationsServer } from '../http/operations-server.js';
import type { Environment } from '../kernel/setting.js';
import { settlesWithin } from '../kernel/settles-within.js';
import { ServiceLog } from '../observability/log.js';
import { Metrics } from '../observability/metrics.js';
import { SecurityLog } from '../observability/security-log.js';
import { StoredSealingKeys } from '../store/sealing-keys.js';
import { brokerClient, connectToStore } from './connect.js';
import { databaseOf, ensureIndexes, permissionsOf, ServiceModule, type ServiceParts } from './module.js';
import { exposureWarning } from './exposure.js';
import { serviceEventKeys } from './event-key-settings.js';
import { ensureSameKeys, readKeys } from './key-file.js';
import { usePseudonyms } from './pseudonym-setting.js';
import { StoreFormat } from './format/store-format.js';
import type { ServiceMap } from './service-map.js';
import { settingsOf } from './settings.js';
import { Workers, type Stoppable } from './workers.js';

/** A service that runs in this process. */
export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Of its operations port. */
  readonly opsUrl: string;
  /** In the order of `Workers`; nothing in flight is dropped. */
  stop(): Promise<void>;
}

/**
 * Starts a service from its map and its environment.
 * @param whenCrashed for a consumer that will not come back by itself: the caller owns the process, and ends it
 * @throws SettingWrong and FormatRefused before anything is published, consumed or answered
 */
export async function startService(
  map: ServiceMap,
  env: Environment,
  whenCrashed: (service: Stoppable) => void = () => undefined,
): Promise<RunningService> {
  const settings = settingsOf(env, map.defaultPort);
  const auth = authSettingsFrom(env);
  usePseudonyms(map, settings.pseudonymKey, auth.mode === 'dev');
  const keys = readKeys(map.keyFiles ?? [], env);
  const log = new ServiceLog(map.service, settings.logLevel);
  const warning = exposureWarning(settings.exposure);
  if (warning !== undefined) log.entry(warning.level, warning.message, warning.fields);
  const eventKeys = await serviceEventKeys(env, map.service, (error) =>
    log.entry('error', 'the file of public keys cannot be read again, the keys read before stay', { error }),
  );
  const connection = await connectToStore(settings, log);
  try {
    const standing = await new StoreFormat(databaseOf(connection), map).ensure();
    if (standing === 'BEHIND') log.entry('warn', 'the store waits for a migration: npm run ops -- migrate', {});
    await ensureSameKeys(databaseOf(connection), keys, env);
    return await startOn({ map, settings, log, connection, eventKeys, keys, env }, auth, whenCrashed);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function startOn(
  known: Omit<ServiceParts, 'kafka' | 'security'>,
  auth: AuthSettings,
  whenCrashed: (service: Stoppable) => void,
): Promise<RunningService> {
  const { map, settings, log, connection } = known;
  const kafka = brokerClient(settings, log, map.service);
  const security = settings.securityLog === 'stdout' && {
    security: new SecurityLog((message, fields) => log.security(message, fields)),
  };
  const parts: ServiceParts = { ...known, kafka, ...security };
  await ensureIndexes(parts);
  const api = { title: map.title, description: map.description, version: '1' };
  const app = await createHttpApp(ServiceModule.for(parts), {
    api,
    auth,
    permissions: permissionsOf(map),
    ...security,
    cursorKeys: new StoredSealingKeys(databaseOf(connection), 'cursors'),
    declaredOnly: settings.undeclaredRefusals === 'fail',
    edge: settings.edge,
    logger: log,
  });
  if (map.standing !== undefined) app.useGlobalGuards(new StandingGuard(app.get<CallerStanding>(map.standing)));
  countRequests(app);
  const operations = new OperationsServer(app);
  const workers = new Workers({ app, operations }, parts, whenCrashed);
  await workers.prepare();
  await app.init();
  await app.startAllMicroservices();
  workers.start();
  await app.listen(settings.port, settings.exposure.host);
  const url = (await app.getUrl()).replace('0.0.0.0', '127.0.0.1').replace('[::1]', '127.0.0.1');
  const opsUrl = await operations.listen(settings.opsPort, settings.exposure.opsHost);
  log.entry('info', 'listening', { url, opsUrl });
  return { app, url, opsUrl, stop: () => workers.stop() };
}

/** Times every request by its route, never by its path: each id would become a time series. */
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
    // The supervisor of the process starts it again.
    const service = await startService(map, process.env, (crashed) => void endProcess(crashed, 1));
    const end = () => {
      process.off('SIGTERM', end).off('SIGINT', end);
      void endProcess(service, 0);
    };
    process.once('SIGTERM', end).once('SIGINT', end);
    // Node writes its compile cache when a process ends in order: one that is always killed would never start faster.
    flushCompileCache();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** Longest a stop in order takes (ms). The rest is left as a kill would leave it, which loses nothing. */
const STOP_WITHIN_MS = 20_000;

async function endProcess(service: Stoppable, code: number): Promise<never> {
  await settlesWithin(service.stop(), STOP_WITHIN_MS);
  return process.exit(code);
}
