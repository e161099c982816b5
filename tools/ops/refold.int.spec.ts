import type mongoose from 'mongoose';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import type { AnyType } from '#common/aggregates/verification/check-document.js';
import { verifyAuditTrails } from '#common/aggregates/verification/verify-histories.js';
import { systemActor } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { databaseOf, Notes, noteType, type Note, type NoteEvent } from '#testing/notes.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { refoldAll } from './audit.js';
import { storesOf } from './operator.js';

/** The same events make another state: the texts in upper case. */
const upperType: AggregateType<Note, NoteEvent> = {
  ...noteType,
  foldVersion: 2,
  evolve: evolution<Note, NoteEvent>()({
    NoteWritten: ({ data }, state = { texts: [], readBy: [] }) => ({
      ...state,
      texts: [...state.texts, data.text.toUpperCase()],
    }),
    NoteRead: (_, state = { texts: [], readBy: [] }) => state,
  }),
};
const upper = upperType as unknown as AnyType;

describeWithServers('A change of a fold', () => {
  let database: TestDatabase;
  let db: mongoose.mongo.Db;
  let notes: Notes;
  const [plain, mixed, altered] = [newId(), newId(), newId()];
  const stateOf = async (id: string) => (await notes.find(id))?.state.texts;
  const asOperator = { dryRun: false, as: 'kim' };

  beforeAll(async () => {
    database = await testDatabase('refold');
    db = databaseOf(database);
    notes = await Notes.in(database);
    for (const id of [plain, mixed, altered]) await notes.add(id, 'a', 'b');
  });
  afterAll(() => database.drop());

  it('S4: without a new version is named as a state that its history does not make', async () => {
    const { invalid } = await verifyAuditTrails(db, [{ ...upper, foldVersion: 1 }]);
    expect(new Set(invalid.map(({ id }) => id))).toEqual(new Set([plain, mixed, altered]));
  });

  it('S4: leaves older states to their digests, and finds what was altered in them', async () => {
    const store = new AggregateStore(upperType, await storesOf(db));
    const written = { type: 'NoteWritten', data: { text: 'c' } } as const;
    await store.change({ id: mixed, actor: systemActor('test'), causationId: newId() }, () => [written]);
    expect(await stateOf(mixed)).toEqual(['a', 'b', 'C']);
    expect(await verifyAuditTrails(db, [upper])).toEqual({ checked: 3, outdated: 3, invalid: [] });
    await db.collection<{ _id: string }>('notes').updateOne({ _id: altered }, { $set: { 'state.texts.0': 'x' } });
    expect((await verifyAuditTrails(db, [upper])).invalid).toEqual([expect.objectContaining({ id: altered })]);
  });

  it('S4: is followed by a job that folds again, says so in each history, and leaves what was altered', async () => {
    expect(await refoldAll(db, [upper], { ...asOperator, dryRun: true })).toMatchObject({ refolded: 2 });
    expect(await stateOf(plain)).toEqual(['a', 'b']);
    const { refolded, invalid } = await refoldAll(db, [upper], asOperator);
    expect({ refolded, broken: invalid.map(({ id }) => id) }).toEqual({ refolded: 2, broken: [altered] });
    expect([await stateOf(plain), await stateOf(mixed), await stateOf(altered)]).toEqual([
      ['A', 'B'],
      ['A', 'B', 'C'],
      ['x', 'b'],
    ]);
    const row = await db.collection<{ _id: string; history: object[] }>('notes').findOne({ _id: mixed });
    expect(row?.history.at(-1)).toMatchObject({
      type: 'StateRefolded',
      data: { from: 0, to: 2, changed: true },
      version: 3,
      actor: { kind: 'person', sub: expect.stringContaining('operator:kim') as string },
    });
    const after = await verifyAuditTrails(db, [upper]);
    expect(new Set(after.invalid.map(({ id }) => id))).toEqual(new Set([altered]));
    expect(await refoldAll(db, [upper], asOperator)).toMatchObject({ refolded: 0 });
  });
});
