import { systemActor } from '../kernel/actor.js';
import { koreanCalendar } from '../kernel/holidays.js';
import { PolicyTable } from '../kernel/policy.js';
import { newId } from '../kernel/ids.js';
import { MemoryDocuments } from '#testing/memory-documents.js';
import { momentOf } from '#testing/specification.js';
import { AggregateStore } from './aggregate-store.js';
import { ask, begin, dutyType, type Duty } from './duty.fixture.js';
import { stateAfter } from './fold.js';
import { findBrokenLink } from './history-chain/hash-chain.js';
import { recountsOf } from './recounting.js';

const intent = () => ({ id: 'duty-1', actor: systemActor('spec'), causationId: newId() });
/** 2028-01-04 became a temporary holiday, say. */
const listed = PolicyTable.from({ holidays: { '2028-01-04': true }, holidayYears: ['2028'] });

function storeOver(documents: MemoryDocuments<Duty, never>) {
  let policy = PolicyTable.defaults;
  const store = new AggregateStore(dutyType, {
    documents: () => documents as never,
    moment: () => momentOf('2027-12-29', policy),
    checkAccess: () => undefined,
    holds: () => true,
    visibleTo: () => [{}],
  });
  return { store, arriveList: () => void (policy = listed) };
}

describe('R-13, F-31: provisional deadlines, when the official list arrives', () => {
  const documents = new MemoryDocuments<Duty, never>(dutyType as never);
  const { store, arriveList } = storeOver(documents);

  beforeAll(async () => {
    await store.create(intent(), begin(5));
    await store.change(intent(), ask(10));
    await store.change(intent(), ask(1));
  });

  it('stay as they are until then, and nothing is written', async () => {
    expect(await store.recount(intent())).toBe(0);
    expect((await store.find('duty-1'))?.version).toBe(3);
  });

  it('move wherever the state keeps them, and the timer with them; the others do not', async () => {
    arriveList();
    expect(await store.recount(intent())).toBe(2);
    const { version, state } = (await store.find('duty-1')) ?? {};
    expect(version).toBe(4);
    expect(state?.deadlines).toEqual([{ key: 'DUTY', dueAt: '2028-01-06T15:00:00.000Z', basis: 'bd', rule: 'A-04' }]);
    expect(state?.requests.map(({ n, due, answer }) => [n, due.dueAt, due.provisional, answer])).toEqual([
      [1, '2028-01-13T15:00:00.000Z', undefined, null],
      [2, '2027-12-30T15:00:00.000Z', undefined, null],
    ]);
    expect(await store.due(new Date('2028-01-06T15:00:00Z'), 10)).toHaveLength(1);
    expect(await store.due(new Date('2028-01-06T14:59:59Z'), 10)).toHaveLength(0);
  });

  it('leave a row in the history that its fold repeats, in an unbroken chain', async () => {
    const history = await documents.history('duty-1');
    expect(history.map(({ type }) => type)).toEqual(['DutyBegun', 'AnswerAsked', 'AnswerAsked', 'DeadlinesRecounted']);
    expect(findBrokenLink(history)).toBeUndefined();
    expect(stateAfter(dutyType, undefined, history)).toEqual((await store.find('duty-1'))?.state);
  });

  it('are not counted again: nothing is provisional any longer', async () => {
    expect(await store.recount(intent())).toBe(0);
    expect(recountsOf((await store.find('duty-1'))?.state ?? {}, koreanCalendar(listed))).toEqual([]);
  });

  it('of an aggregate that is not there are refused as it is', async () => {
    await expect(store.recount({ ...intent(), id: 'no-such' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
