import type mongoose from 'mongoose';
import { AggregateStore } from '../aggregates/aggregate-store.js';
import { ballotType } from '../aggregates/aggregate-store.suite.js';
import { Archiver } from '../aggregates/archiver.js';
import { verifyAuditTrails } from '../aggregates/verification/verify-histories.js';
import { EventArchive } from '../aggregates/archive/event-archive.js';
import { MongoDocuments } from '../aggregates/mongo-documents.js';
import { systemActor } from '../kernel/actor.js';
import { momentAt } from '../kernel/clock.js';
import { koreanCalendar } from '../kernel/holidays.js';
import { newId } from '../kernel/ids.js';
import { PolicyTable } from '../kernel/policy.js';
import { databaseOf, Notes, noteType } from '#testing/notes.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { RelaySource, type Commit } from './relay-source.js';

describeWithServers('What a relay reads of aggregates that were archived or erased', () => {
  let database: TestDatabase;
  let notes: Notes;
  let db: mongoose.mongo.Db;
  let source: RelaySource;
  let archiver: Archiver<never, never>;

  beforeEach(async () => {
    database = await testDatabase('archive');
    notes = await Notes.in(database);
    db = databaseOf(database);
    await new EventArchive(db, noteType.collection).createIndexes();
    source = new RelaySource(db, [noteType.collection]);
    archiver = new Archiver(new MongoDocuments(db, noteType), noteType) as never;
  });
  afterEach(() => database.drop());

  const texts = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`);

  /** 450 texts with a reading in between, of which 400 are archived, and a note that was never archived. */
  async function archivedNote(): Promise<{ id: string; all: readonly string[] }> {
    const [id, other] = [newId(), newId()];
    const all = texts('t', 450);
    await notes.add(other, 'other');
    for (let i = 0; i < 450; i += 50) {
      await notes.add(id, ...all.slice(i, i + 50));
      if (i === 100) await notes.markRead(id, 'kim');
    }
    expect(await archiver.archive(id)).toBe(401);
    return { id, all };
  }

  async function commitsUntilMarker(of: RelaySource, operationTime: mongoose.mongo.Timestamp): Promise<Commit[]> {
    const stream = of.watch({ operationTime });
    const commits: Commit[] = [];
    for await (const commit of stream.commits()) {
      if (commit.marker !== undefined) break;
      commits.push(commit);
    }
    await stream.close();
    // The very commit at that time may come once more.
    return commits.filter(({ at }) => at.greaterThan(operationTime));
  }

  it('is every published event in order, archived ones first', async () => {
    const { id, all } = await archivedNote();
    const found: { text: string; sequence: number | undefined }[] = [];
    for await (const { aggregateId, events } of source.published(await source.operationTime(), undefined)) {
      if (aggregateId !== id) continue;
      found.push(...events.map(({ data, sequence }) => ({ text: (data as { text: string }).text, sequence })));
    }
    expect(found).toEqual(all.map((text, i) => ({ text, sequence: i + 1 })));
  });

  it('is nothing for the cut itself', async () => {
    const from = await source.operationTime();
    await archivedNote();
    await source.mark(1);
    const commits = await commitsUntilMarker(source, from);
    expect(commits.map(({ events }) => events.length)).toEqual([1, ...Array.from({ length: 9 }, () => 50)]);
  });

  it('is nothing for an erasure, although the outbox held the data too', async () => {
    const id = newId();
    const store = new AggregateStore(ballotType, {
      documents: (type) => new MongoDocuments(db, type),
      moment: () =>
        momentAt(new Date('2025-09-01T00:00:00Z'), PolicyTable.defaults, koreanCalendar(PolicyTable.defaults)),
      checkAccess: () => undefined,
      holds: () => true,
      visibleTo: () => [{}],
    });
    const because = (causationId: string) => ({ id, actor: systemActor('test'), causationId });
    await store.create(because(newId()), () => [
      { type: 'BallotOpened', data: { name: id }, details: { owner: 'owner@example.kr' } },
    ]);
    const ballots = new RelaySource(db, [ballotType.collection]);
    const from = await ballots.operationTime();
    expect(await store.erase(because(newId()), { reason: 'asked for' })).toBe(1);
    await ballots.mark(1);
    expect(await commitsUntilMarker(ballots, from)).toEqual([]);
    const row = await db.collection<{ _id: string; out: unknown[] }>(ballotType.collection).findOne({ _id: id });
    expect(row?.out).toHaveLength(1);
    expect(JSON.stringify(row)).not.toContain('@example');
  });

  it('is found by those who verify the audit trail too', async () => {
    const { id } = await archivedNote();
    expect(await verifyAuditTrails(db, [noteType as never])).toEqual({ checked: 2, outdated: 0, invalid: [] });
    const rows = db.collection<{ n: number; aggregate: string }>('notes_history');
    await rows.updateOne({ aggregate: id, n: 7 }, { $set: { 'event.data.text': 'altered' } });
    const { invalid } = await verifyAuditTrails(db, [noteType as never]);
    expect(invalid).toEqual([expect.objectContaining({ id, why: 'hash does not follow' })]);
    await rows.deleteOne({ aggregate: id, n: 7 });
    expect((await verifyAuditTrails(db, [noteType as never])).invalid).toHaveLength(1);
  });
});
