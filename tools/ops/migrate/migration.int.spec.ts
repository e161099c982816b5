import type mongoose from 'mongoose';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { newId } from '#common/kernel/ids.js';
import { kept, type ServiceMap } from '#common/service/service-map.js';
import { StoreFormat, type StoreFormatRow } from '#common/service/format/store-format.js';
import { databaseOf, Notes, noteType, type Note, type NoteEvent } from '#testing/notes.js';
import { notesMap, StoredNotes } from '#testing/notes-service.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { storesOf } from '../operator.js';
import { inBatches, migrateStore, MigrationOvertaken, type Migration } from './migration.js';
import { MIGRATIONS } from './migrations.js';

/** The same events make another state: the number of texts as well. */
const countedType: AggregateType<Note & { readonly count?: number }, NoteEvent> = {
  ...noteType,
  foldVersion: 2,
  evolve: evolution<Note & { readonly count?: number }, NoteEvent>()({
    NoteWritten: ({ data }, state = { texts: [], readBy: [] }) => {
      const texts = [...state.texts, data.text];
      return { ...state, texts, count: texts.length };
    },
    NoteRead: (_, state = { texts: [], readBy: [] }) => state,
  }),
};
const map: ServiceMap = { ...notesMap, aggregates: [kept(countedType, StoredNotes as never)] };

interface Row {
  readonly _id: string;
  readonly name: string;
  readonly version?: number;
  readonly length?: number;
}

/** What a row lacks is set, as a fact: to set it twice changes nothing. */
const lengths = (onRow: (row: Row) => void = () => undefined): Migration => ({
  format: 2,
  readableFrom: 1,
  name: 'lengths-of-names',
  services: 'all',
  run: (job) =>
    inBatches<Row>(job, ['rows'], (row) => {
      onRow(row);
      return row.length === undefined ? { $set: { length: row.name.length } } : undefined;
    }),
});

const ROWS = 1_250;

describeWithServers('R-52: a migration', () => {
  let database: TestDatabase;
  let db: mongoose.mongo.Db;
  let format: StoreFormat;
  const run = { dryRun: false, as: 'kim', say: () => undefined };
  const rows = () => db.collection<Row>('rows');
  const formats = () => db.collection<StoreFormatRow>('formats');

  beforeEach(async () => {
    database = await testDatabase('migration');
    db = databaseOf(database);
    format = new StoreFormat(db, map, { format: 3, oldest: 1, readableFrom: 1 });
    await formats().insertOne({ _id: 'store', format: 1, readableFrom: 1 });
    await rows().insertMany(
      Array.from({ length: ROWS }, (_, n) => ({ _id: String(n).padStart(5, '0'), name: 'x'.repeat(n % 7) })),
    );
  });
  afterEach(() => database.drop());

  const missing = () => rows().countDocuments({ length: { $exists: false } });

  it('brings a store step by step to the newest format, and a second run finds nothing to do', async () => {
    const renamed: Migration = { ...lengths(), format: 3, readableFrom: 2, name: 'nothing-more', services: ['intake'] };
    const reports = await migrateStore({ db, map, format }, [lengths(), renamed], run);
    expect(reports).toEqual([
      { service: 'review', name: 'lengths-of-names', format: 2, changed: ROWS, left: 0, resumed: false },
      { service: 'review', name: 'nothing-more', format: 3, changed: 0, left: 0, resumed: false },
    ]);
    expect(await missing()).toBe(0);
    expect(await format.read()).toEqual({ _id: 'store', format: 3, readableFrom: 2 });
    expect(await migrateStore({ db, map, format }, [lengths(), renamed], run)).toEqual([]);
  });

  it('that is killed goes on where it was, and changes no document that was done', async () => {
    const killed = lengths((row) => {
      if (row._id === '00700') throw new Error('killed');
    });
    await expect(migrateStore({ db, map, format }, [killed], run)).rejects.toThrow('killed');
    expect(await format.read()).toMatchObject({ format: 1, migration: { to: 2, collection: 'rows', after: '00499' } });
    const seen: string[] = [];
    const again = lengths(({ _id }) => void seen.push(_id));
    expect(await migrateStore({ db, map, format }, [again], run)).toMatchObject([{ changed: 750, resumed: true }]);
    expect([seen[0], await missing()]).toEqual(['00500', 0]);
    expect(await format.read()).toEqual({ _id: 'store', format: 2, readableFrom: 1 });
  });

  it('goes on in the collection in which it was killed', async () => {
    await db.collection<Row>('more').insertOne({ _id: '00001', name: 'xyz' });
    const both = (onRow?: (row: Row) => void): Migration => ({
      ...lengths(),
      run: (job) =>
        inBatches<Row>(job, ['rows', 'more'], (row) => {
          onRow?.(row);
          return row.length === undefined ? { $set: { length: row.name.length } } : undefined;
        }),
    });
    const killed = both(({ name }) => {
      if (name === 'xyz') throw new Error('killed');
    });
    await expect(migrateStore({ db, map, format }, [killed], run)).rejects.toThrow('killed');
    expect(await migrateStore({ db, map, format }, [both()], run)).toMatchObject([{ changed: 1, resumed: true }]);
    expect(await db.collection<Row>('more').findOne({})).toMatchObject({ length: 3 });
  });

  it('looks again at a document that a service saved since it was read', async () => {
    await rows().replaceOne({ _id: '00000' }, { name: 'x', version: 1 });
    let isSaved = false;
    const saveOnce = async (): Promise<void> => {
      if (isSaved) return;
      isSaved = true;
      await rows().replaceOne({ _id: '00000' }, { name: 'longer', version: 2 });
    };
    /** The store, in which a service saves the document right before the first writes of the migration. */
    const raced = {
      collection: (...named: Parameters<typeof db.collection>) =>
        new Proxy(db.collection(...named), {
          get: (target, key) =>
            key === 'bulkWrite'
              ? async (...asked: Parameters<typeof target.bulkWrite>) => {
                  await saveOnce();
                  return target.bulkWrite(...asked);
                }
              : (Reflect.get(target, key) as () => unknown).bind(target),
        }),
    } as unknown as typeof db;
    expect(await migrateStore({ db: raced, map, format }, [lengths()], run)).toMatchObject([{ changed: ROWS }]);
    expect(await rows().findOne({ _id: '00000' })).toMatchObject({ name: 'longer', length: 6 });
  });

  it('writes nothing in a dry run, and says how much it would change', async () => {
    const dry = await migrateStore({ db, map, format }, [lengths()], { ...run, dryRun: true });
    expect(dry).toMatchObject([{ changed: ROWS }]);
    expect([await missing(), await format.read()]).toEqual([ROWS, { _id: 'store', format: 1, readableFrom: 1 }]);
  });

  it('that runs twice at once ends once', async () => {
    const both = await Promise.allSettled([1, 2].map(() => migrateStore({ db, map, format }, [lengths()], run)));
    const refused = both.filter((one) => one.status === 'rejected');
    expect(refused.length).toBeLessThan(2);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(MigrationOvertaken);
    expect([await missing(), await format.read()]).toMatchObject([0, { format: 2 }]);
  });

  it('is refused where a step is missing', async () => {
    const later = { ...lengths(), format: 3 };
    await expect(migrateStore({ db, map, format }, [later], run)).rejects.toThrow('No migration leads from format 1');
  });

  it('to format 2 folds states that an older fold made, which lists ask for', async () => {
    const notes = await Notes.in(database);
    const [older, newer] = [newId(), newId()];
    await notes.add(older, 'a', 'b');
    const store = new AggregateStore(countedType, await storesOf(db));
    await store.create({ id: newer, actor: { kind: 'system', name: 'test' } as never, causationId: newId() }, () => [
      { type: 'NoteWritten', data: { text: 'c' } },
    ]);
    const states = db.collection<{ _id: string; state: { count?: number } }>('notes');
    const counts = async () =>
      Promise.all([older, newer].map(async (id) => (await states.findOne({ _id: id }))?.state.count));
    expect(await counts()).toEqual([undefined, 1]);
    expect(await migrateStore({ db, map, format }, MIGRATIONS, run)).toMatchObject([{ format: 2, changed: 1 }]);
    expect(await counts()).toEqual([2, 1]);
  });
});
