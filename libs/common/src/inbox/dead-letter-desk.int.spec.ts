import type mongoose from 'mongoose';
import { databaseOf } from '#testing/notes.js';
import { newId } from '../kernel/ids.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { DeadLetterDesk, type LetterFilter } from './dead-letter-desk.js';
import type { DeadLetter } from './dead-letters/dead-letters.js';
import { Positions } from './delivery/positions.js';

const TYPE = 'kr.digitalservice.review.ServiceSelected.v1';
const TOPIC = 'review.cases';

function letterAt(more: Partial<DeadLetter>): DeadLetter {
  const { group, topic, offset } = { group: 'catalog', topic: TOPIC, offset: '0', ...more };
  return {
    _id: `${group}/${topic}/0/${offset}`,
    group,
    topic,
    partition: 0,
    offset,
    key: null,
    value: '{}',
    headers: {},
    type: TYPE,
    reason: 'CASE_CLOSED',
    error: 'The case is closed.',
    attempts: 1,
    at: new Date(),
    status: 'OPEN',
    ...more,
  };
}

describeWithServers('The desk of dead letters', () => {
  let database: TestDatabase;
  let db: mongoose.mongo.Db;
  let desk: DeadLetterDesk;
  let offset = 0;

  beforeAll(async () => {
    database = await testDatabase('desk');
    db = databaseOf(database);
    desk = new DeadLetterDesk(db);
    await desk.ensureIndexes();
  });
  beforeEach(async () => {
    await db.collection('dead_letters').deleteMany({});
  });
  afterAll(() => database.drop());

  async function buried(more: Partial<DeadLetter> = {}): Promise<string> {
    const letter = letterAt({ offset: `${++offset}`, at: new Date(1_760_000_000_000 + offset), ...more });
    await db.collection<DeadLetter>('dead_letters').insertOne(letter);
    return letter._id;
  }
  const mark = () => ({ by: 'operator:lee', reason: 'mended', at: new Date() });
  const newestFirst = { descending: true, limit: 50 };
  const found = async (filter: LetterFilter) =>
    (await desk.list(filter, 'OPEN', newestFirst)).map(({ _id }) => _id).toSorted();

  it('finds letters by id, type, subject, group and status', async () => {
    const one = await buried({ subject: 'a' });
    const two = await buried({ subject: 'b', type: TYPE.replace('v1', 'v2') });
    const other = await buried({ subject: 'b', group: 'catalog.listing-search', type: 'kr.x.NotServiceSelected.v1' });
    const away = await buried({ subject: 'b', status: 'DISCARDED' });
    expect(await found({})).toEqual([one, two, other].toSorted());
    expect(await found({ ids: [one, away] })).toEqual([one]);
    expect(await found({ type: TYPE })).toEqual([one]);
    expect(await found({ type: 'ServiceSelected' })).toEqual([one, two].toSorted());
    expect(await found({ subject: 'b' })).toEqual([two, other].toSorted());
    expect(await found({ subject: 'b', group: 'catalog' })).toEqual([two]);
    expect(await desk.list({}, 'DISCARDED', newestFirst)).toMatchObject([{ _id: away }]);
  });

  it('takes the signs of a pattern in a type for what they are', async () => {
    await buried();
    expect(await found({ type: 'Service.*' })).toEqual([]);
    expect(await found({ type: 'Service\\w+' })).toEqual([]);
  });

  it('shows page after page, newest first, letters of one instant included, while others are buried', async () => {
    const at = new Date();
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push(await buried({ at }));
    const seen: string[] = [];
    for (let after: { value: unknown; id: string } | undefined, more = true; more;) {
      const page = await desk.list({}, 'OPEN', { descending: true, limit: 2, ...(after && { after }) });
      seen.push(...page.map(({ _id }) => _id));
      const last = page.at(-1);
      more = last !== undefined;
      if (last) after = { value: last.at.toISOString(), id: last._id };
      await buried({ at: new Date(at.getTime() + seen.length) });
    }
    expect(seen).toEqual(ids.toSorted().toReversed());
  });

  it('refuses a cursor that holds no instant', async () => {
    const after = { value: 'yesterday', id: 'x' };
    await expect(desk.list({}, 'OPEN', { ...newestFirst, after })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });

  it('hands letters in per subject in the order of their events, whatever the order of their offsets', async () => {
    const subject = newId();
    const third = await buried({ subject, sequence: 30, offset: '9' });
    const first = await buried({ subject, sequence: 2, offset: '100' });
    const second = await buried({ subject, sequence: 10, offset: '11' });
    expect(await desk.toRedrive({ subject })).toEqual({ ids: [first, second, third], matched: 3 });
    expect(await desk.toRedrive({ ids: [third, first, second] })).toMatchObject({ ids: [first, second, third] });
  });

  it('lets no letter overtake an earlier one of its subject and group, and names that one', async () => {
    const subject = newId();
    const first = await buried({ subject, sequence: 2 });
    const second = await buried({ subject, sequence: 3 });
    await buried({ subject, sequence: 1, group: 'intake' });
    await buried({ subject, sequence: 1, topic: 'review.sessions' });
    await expect(desk.toRedrive({ ids: [second] })).rejects.toMatchObject({
      code: 'EARLIER_LETTER_OPEN',
      detail: expect.stringContaining(first) as string,
    });
    expect(await desk.toRedrive({ ids: [first] })).toMatchObject({ ids: [first] });
    await desk.discard([first], newId(), mark());
    expect(await desk.toRedrive({ ids: [second] })).toMatchObject({ ids: [second] });
  });

  it('may discard a later letter before an earlier one', async () => {
    const subject = newId();
    await buried({ subject, sequence: 2 });
    const second = await buried({ subject, sequence: 3 });
    expect(await desk.toDiscard({ ids: [second] })).toEqual({ ids: [second], matched: 1 });
  });

  it('hands in no letter of a read model: a rebuild heals its row', async () => {
    const id = await buried({ group: 'catalog.listing-search', subject: newId(), sequence: 1 });
    await expect(desk.toRedrive({ ids: [id] })).rejects.toMatchObject({
      code: 'REBUILD_INSTEAD',
      detail: expect.stringContaining('rebuild catalog listing-search') as string,
    });
    expect(await desk.toDiscard({ ids: [id] })).toMatchObject({ ids: [id] });
  });

  it.each(['toRedrive', 'toDiscard'] as const)('%s refuses an empty filter', async (choose) => {
    await buried();
    await expect(desk[choose]({})).rejects.toMatchObject({ kind: 'invalid', code: 'EMPTY_FILTER' });
    await expect(desk[choose]({ ids: [] })).rejects.toMatchObject({ code: 'EMPTY_FILTER' });
  });

  it('refuses a letter that was named and is not open, or not there', async () => {
    const open = await buried();
    const away = await buried({ status: 'REDRIVING' });
    await expect(desk.toDiscard({ ids: [open, away] })).rejects.toMatchObject({
      code: 'LETTER_NOT_OPEN',
      detail: expect.stringContaining('REDRIVING') as string,
    });
    await expect(desk.toDiscard({ ids: [open, 'nowhere'] })).rejects.toMatchObject({ kind: 'hidden' });
  });

  it('gives each letter to one of two operators, and tells each how many they got', async () => {
    const ids = [];
    for (let i = 0; i < 20; i++) ids.push(await buried());
    const [redriven, discarded] = await Promise.all([
      desk.redrive(ids, newId(), mark()),
      desk.discard(ids.toReversed(), newId(), mark()),
    ]);
    expect(redriven + discarded).toBe(20);
    expect(await desk.list({}, 'REDRIVING', newestFirst)).toHaveLength(redriven);
    expect(await desk.list({}, 'DISCARDED', newestFirst)).toHaveLength(discarded);
  });

  it('completes an act that stopped half-way, and touches nothing twice', async () => {
    const [one, two] = [await buried(), await buried()];
    const act = newId();
    expect(await desk.redrive([one], act, mark())).toBe(1);
    // It failed again and came back: its repeat is not a new act.
    await db.collection<DeadLetter>('dead_letters').updateOne({ _id: one }, { $set: { status: 'OPEN' } });
    expect(await desk.redrive([one, two], act, mark())).toBe(2);
    expect(await desk.get(one)).toMatchObject({ status: 'OPEN', acts: [act] });
    expect(await desk.get(two)).toMatchObject({ status: 'REDRIVING', redrive: { by: 'operator:lee' }, acts: [act] });
  });

  it('takes a thousand letters in one act, the first of every subject among them, and says how many it found', async () => {
    const rows = Array.from({ length: 1_005 }, (_, i) =>
      letterAt({ offset: `${i}`, subject: i < 3 ? 'z' : 'y', sequence: 2_000 - i }),
    );
    await db.collection<DeadLetter>('dead_letters').insertMany(rows);
    const { ids, matched } = await desk.toRedrive({ group: 'catalog' });
    expect({ count: ids.length, matched, first: ids[0] }).toEqual({
      count: 1_000,
      matched: 1_005,
      first: `catalog/${TOPIC}/0/1004`,
    });
    expect(await desk.redrive(ids, newId(), mark())).toBe(1_000);
    expect((await desk.toRedrive({ group: 'catalog' })).ids).toHaveLength(5);
  });

  it('tells how far the group has come since, and what is parked behind', async () => {
    const subject = newId();
    const letter = await desk.get(await buried({ subject, sequence: 4 }));
    expect(await desk.reached(letter)).toBeUndefined();
    await new Positions(db, 'catalog').advance(TOPIC, new Map([[subject, { sequence: 6, eventId: newId() }]]));
    expect(await desk.reached(letter)).toMatchObject({ sequence: 6 });
    const parked = { group: 'catalog', topic: TOPIC, subject, why: 'GAP', attempts: 0, at: new Date() };
    await db.collection('parked_events').insertMany([
      { ...parked, sequence: 9 },
      { ...parked, sequence: 8 },
      { ...parked, sequence: 3 },
      { ...parked, sequence: 8, subject: 'another' },
    ]);
    expect((await desk.waitingBehind(letter)).map(({ sequence }) => sequence)).toEqual([8, 9]);
    expect(await desk.waitingBehind(await desk.get(await buried()))).toEqual([]);
  });
});
