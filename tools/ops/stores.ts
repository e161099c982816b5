import mongoose from 'mongoose';
import { clearLinesAllowed } from '#common/broker/broker-settings.js';
import type { ServiceName } from '#common/events/define-event.js';
import { secretOf } from '#common/kernel/setting.js';
import { ensureStoreUrl } from '#common/store/store-url.js';
import { databaseUrl } from '#infrastructure/mongo-url.js';
import { StoreFormat } from '#common/service/format/store-format.js';
import { SERVICES } from '../services.js';
import { WrongUsage } from './command.js';

/**
 * The URL of a service's database: `MONGO_URL_INTAKE` and so on where each service has its own server, else on the
 * server of `MONGO_URL`. Either may be in a file (`…_FILE`).
 */
function storeUrl(service: ServiceName): string {
  const own = given(`MONGO_URL_${service.toUpperCase()}`);
  if (own !== undefined) return own;
  const server = given('MONGO_URL');
  if (server !== undefined) return databaseUrl(server, service);
  throw new WrongUsage(`Set MONGO_URL (one server for all) or MONGO_URL_${service.toUpperCase()}.`);
}

function given(name: string): string | undefined {
  const url = secretOf(process.env, name)?.trim();
  if (url === undefined || url === '') return undefined;
  ensureStoreUrl(name, url, clearLinesAllowed(process.env));
  return url;
}

/**
 * Opens a service's store, and closes it after `work`.
 * @param use whether the command writes, so that a new store gets its number first; one that deals with formats itself
 *   takes a store of any format
 * @throws FormatRefused where this build cannot read the store
 */
export async function withStore<T>(
  service: ServiceName,
  work: (db: mongoose.mongo.Db) => Promise<T>,
  use: 'READ' | 'WRITE' | 'ANY_FORMAT' = 'READ',
): Promise<T> {
  const connection = await mongoose
    .createConnection(storeUrl(service), { autoIndex: false, serverSelectionTimeoutMS: 5_000 })
    .asPromise();
  try {
    if (connection.db === undefined) throw new Error(`The store of ${service} did not open.`);
    const map = SERVICES.find((one) => one.service === service);
    if (map !== undefined && use !== 'ANY_FORMAT') {
      const format = new StoreFormat(connection.db, map);
      await (use === 'WRITE' ? format.ensure() : format.check());
    }
    return await work(connection.db);
  } finally {
    await connection.close();
  }
}
