import type mongoose from 'mongoose';
import { testDatabase, type TestDatabase } from '#testing/stores.js';
import { archiveContract } from './archive/archive.suite.js';
import { aggregateStoreContract, ballotType, runAgainst } from './aggregate-store.suite.js';
import { erasureContract } from './erasure/erasure.suite.js';
import { EventArchive } from './archive/event-archive.js';
import { aggregateSchema, MongoDocuments } from './mongo-documents.js';

describe('An aggregate store in MongoDB', () => {
  let database: TestDatabase;
  const db = (): mongoose.mongo.Db => {
    if (database.connection.db === undefined) throw new Error('not connected');
    return database.connection.db;
  };

  beforeAll(async () => {
    database = await testDatabase();
    await database.connection.model(ballotType.name, aggregateSchema(ballotType)).createIndexes();
    await new EventArchive(db(), ballotType.collection).createIndexes();
  });
  afterAll(() => database.drop());

  const run = runAgainst(() => new MongoDocuments(db(), ballotType));
  it.each(aggregateStoreContract)('%s', (_, rule) => run(rule));

  describe('whose older events are archived', () => {
    it.each(archiveContract)('%s', (_, rule) => run(rule));
  });

  describe('from which personal data is erased', () => {
    it.each(erasureContract)('%s', (_, rule) => run(rule));
  });
});
