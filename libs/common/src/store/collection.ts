import type mongoose from 'mongoose';
import { DURABLE } from './durability.js';

type Update = object | readonly object[];

/**
 * A collection of documents whose type has a parameter, which the driver's types of filters and updates cannot follow.
 * Here those are plain objects, and only what comes back has a type.
 */
export interface TypedCollection<T> {
  findOne<P = T>(filter: object, options?: mongoose.mongo.FindOptions): Promise<P | null>;
  find<P = T>(filter: object, options?: mongoose.mongo.FindOptions): mongoose.mongo.FindCursor<P>;
  insertOne(document: T): Promise<unknown>;
  insertMany(documents: readonly T[], options?: mongoose.mongo.BulkWriteOptions): Promise<unknown>;
  bulkWrite(
    writes: readonly { readonly updateOne: { readonly filter: object; readonly update: Update } }[],
    options?: mongoose.mongo.BulkWriteOptions,
  ): Promise<mongoose.mongo.BulkWriteResult>;
  deleteMany(filter: object): Promise<unknown>;
  updateOne(
    filter: object,
    update: Update,
    options?: mongoose.mongo.UpdateOptions,
  ): Promise<mongoose.mongo.UpdateResult>;
  findOneAndUpdate(filter: object, update: Update, options: mongoose.mongo.FindOneAndUpdateOptions): Promise<T | null>;
}

/** Durable reads and writes. */
export const collection = <T>(db: mongoose.mongo.Db, name: string): TypedCollection<T> =>
  db.collection(name, DURABLE) as unknown as TypedCollection<T>;
