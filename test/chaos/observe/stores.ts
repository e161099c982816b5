import mongoose from 'mongoose';
import type { ServiceName } from '#common/events/define-event.js';
import type { Copy } from '#common/projections/copies.js';
import { Pointer } from '#common/projections/pointers.js';
import type { Projection } from '#common/projections/projection.js';
import { aggregatesOf, type ServiceMap } from '#common/service/service-map.js';
import type { Direct } from '../ground/ground.js';

type Db = mongoose.mongo.Db;

/** The four databases, read directly. */
export class Stores {
  private readonly clients = new Map<ServiceName, mongoose.mongo.MongoClient>();

  constructor(private readonly direct: Pick<Direct, 'mongoUrl'>) {}

  db(service: ServiceName): Db {
    let client = this.clients.get(service);
    if (client === undefined) {
      const url = this.direct.mongoUrl(service);
      client = new mongoose.mongo.MongoClient(url, { serverSelectionTimeoutMS: 5_000, maxPoolSize: 4 });
      this.clients.set(service, client);
    }
    return client.db();
  }

  async close(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.close()));
  }
}

/** Business time as the service's sandbox clock has it; undefined before its first move. */
export async function clockOf(db: Db): Promise<Date | undefined> {
  return (await db.collection<{ _id: string; now: Date }>('clock').findOne({ _id: 'clock' }))?.now;
}

/** Collections of a service's aggregates. */
export const collectionsOf = (map: ServiceMap): readonly string[] => aggregatesOf(map).map(([type]) => type.collection);

/** The current copy of a read model and its consumer group. A rebuild fills another copy, then moves the pointer. */
export const copyOf = (db: Db, service: ServiceName, projection: Projection): Promise<Copy> =>
  new Pointer(db, service, projection).read();
