import type mongoose from 'mongoose';
import { EventArchive } from '../aggregates/archive/event-archive.js';
import { Archiver } from '../aggregates/archiver.js';
import { MongoDocuments } from '../aggregates/mongo-documents.js';
import { newId } from '../kernel/ids.js';
import { databaseOf, Notes, noteType } from '#testing/notes.js';
import { describeWithServers, eventually, testDatabase, type TestDatabase } from '#testing/stores.js';
import { Archiving } from './archiving.js';
import { Housekeeping, type Chore } from './housekeeping.js';

describeWithServers('Housekeeping', () => {
  let database: TestDatabase;
  let db: mongoose.mongo.Db;
  const running: Housekeeping[] = [];

  beforeEach(async () => {
    database = await testDatabase('housekeeping');
    db = databaseOf(database);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
    await database.drop();
  });

  function start(instance: string, ...chores: Chore[]): Housekeeping {
    const one = new Housekeeping({ db, instance, chores, log: () => undefined });
    running.push(one);
    one.start();
    return one;
  }

  const counting = (turns: string[], instance: string, everyMs = 1): Chore => ({
    name: 'count',
    everyMs,
    run: async () => {
      await Promise.resolve();
      turns.push(instance);
    },
  });

  it('is done by one instance, and by the other at once when the first stops', async () => {
    const turns: string[] = [];
    const one = start('one', counting(turns, 'one'));
    await eventually(() => expect(turns).toContain('one'));
    start('two', counting(turns, 'two'));
    await eventually(() => expect(turns.length).toBeGreaterThanOrEqual(3), { within: 10_000 });
    expect(new Set(turns)).toEqual(new Set(['one']));
    await one.stop();
    const before = turns.length;
    await eventually(() => expect(turns.slice(before)).toContain('two'), { within: 10_000 });
  });

  it('goes on with the other chores when one fails, and tries that one again', async () => {
    const turns: string[] = [];
    let tries = 0;
    const failing: Chore = {
      name: 'fail',
      everyMs: 1,
      run: () => Promise.reject(new Error(`try ${++tries}`)),
    };
    start('one', failing, counting(turns, 'one'));
    await eventually(() => expect(Math.min(tries, turns.length)).toBeGreaterThanOrEqual(2), { within: 10_000 });
  });

  it('archives what an instance left behind that ended after the save', async () => {
    await new EventArchive(db, noteType.collection).createIndexes();
    const notes = await Notes.in(database);
    const id = newId();
    for (let i = 0; i < 5; i++) await notes.add(id, ...Array.from({ length: 50 }, (_, j) => `${i}/${j}`));
    const documents = new MongoDocuments(db, noteType);
    const archives = new Map([['note', new Archiver(documents, noteType)]]);
    const moved: number[] = [];
    const archiving = new Archiving(archives, {
      archived: (_, events) => void moved.push(events),
      failed: () => undefined,
    });
    start('one', archiving);
    await eventually(() => expect(moved).toEqual([200]));
    expect((await documents.live(id))?.events).toHaveLength(50);
    expect(await documents.history(id)).toHaveLength(250);
  });
});
