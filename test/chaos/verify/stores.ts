import mongoose from 'mongoose';
import { SERVICES } from '../../../tools/services.js';
import type { Service } from '../../../tools/story/api.js';
import type { Direct } from '../ground/ground.js';

type Db = mongoose.mongo.Db;

/** The four databases, read past every service. */
export class Stores {
  private readonly clients = new Map<Service, mongoose.mongo.MongoClient>();

  constructor(private readonly direct: Pick<Direct, 'mongoUrl'>) {}

  db(service: Service): Db {
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

/** Collections of a service's aggregates. */
export const aggregatesOf = (service: Service): readonly string[] =>
  SERVICES.filter((map) => map.service === service).flatMap((map) => map.aggregates.map(([type]) => type.collection));
