import mongoose from 'mongoose';
import type { ServiceName } from '#common/events/define-event.js';
import { databaseUrl } from '#infrastructure/mongo-url.js';
import { WrongUsage } from './command.js';

/**
 * The URL of a service's database: `MONGO_URL_INTAKE` and so on where each service has its own server, else on the
 * server of `MONGO_URL`.
 */
function storeUrl(service: ServiceName): string {
  const own = process.env[`MONGO_URL_${service.toUpperCase()}`]?.trim();
  if (own) return own;
  const server = process.env['MONGO_URL']?.trim();
  if (server) return databaseUrl(server, service);
  throw new WrongUsage(`Set MONGO_URL (one server for all) or MONGO_URL_${service.toUpperCase()}.`);
}

/** Opens a service's store, and closes it after `work`. */
export async function withStore<T>(service: ServiceName, work: (db: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const connection = await mongoose
    .createConnection(storeUrl(service), { autoIndex: false, serverSelectionTimeoutMS: 5_000 })
    .asPromise();
  try {
    if (connection.db === undefined) throw new Error(`The store of ${service} did not open.`);
    return await work(connection.db);
  } finally {
    await connection.close();
  }
}
