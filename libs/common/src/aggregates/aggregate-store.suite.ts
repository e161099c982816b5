import { evolution } from './evolution.js';
import assert from 'node:assert/strict';
import { Type } from 'typebox';
import { defineEvent } from '../events/define-event.js';
import { koreanCalendar } from '../kernel/holidays.js';
import { momentAt } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Refusal, wrongState } from '../kernel/errors.js';
import { PolicyTable } from '../kernel/policy.js';
import type { AggregateType, DomainEvent, Intent, Repeats } from './aggregate-type.js';
import { AggregateStore } from './aggregate-store.js';
import { Archiver } from './archiver.js';
import type { AggregateDocuments, ListQuery } from './documents.js';
import type { StoredEvent } from '../events/stored-event.js';
import { findBrokenLink } from './history-chain/hash-chain.js';

/** A ballot box: the smallest aggregate with a claim, a deadline, personal data, private and published events. */
const BallotOpened = defineEvent({
  name: 'BallotOpened',
  topic: 'review.ballots',
  doc: 'Only for the contract suite.',
  data: Type.Object({ name: Type.String() }),
  sample: { name: '안건 1' },
});

export type BallotEvent =
  | DomainEvent<'BallotOpened', { name: string }, { owner?: string | null }>
  | DomainEvent<'BallotCast', { voter: string }, { contact?: string | null }>
  | DomainEvent<'BallotClosed', Record<string, never>>;

export interface Ballot {
  readonly name: string;
  readonly votes: readonly string[];
  readonly closed: boolean;
  /** Of those who left one, in the order of their votes; null where it was erased. */
  readonly contacts: readonly (string | null)[];
}

export const ballotType: AggregateType<Ballot, BallotEvent> = {
  name: 'ballot',
  collection: 'ballots',
  publishes: [BallotOpened],
  personal: { BallotOpened: ['details.owner'], BallotCast: ['details.contact'] },
  indexed: ['state.name'],
  evolve: evolution<Ballot, BallotEvent>()(
    { BallotOpened: ({ data }) => ({ name: data.name, votes: [], closed: false, contacts: [] }) },
    (state, event) => (event.type === 'BallotCast' ? voted(state, event) : { ...state, closed: true }),
  ),
  claims: (state) =>
    state.closed ? [] : [{ key: `name:${state.name}`, code: 'NAME_TAKEN', detail: 'That name is in use.' }],
  dueAt: (state) => (state.closed ? undefined : new Date('2025-09-19T00:00:00Z')),
};

const voted = (state: Ballot, { data, details }: Extract<BallotEvent, { type: 'BallotCast' }>): Ballot => ({
  ...state,
  votes: [...state.votes, data.voter],
  contacts: details?.contact === undefined ? state.contacts : [...state.contacts, details.contact],
});

/** Repeats are answered while the ballot is open, and compared by the voter. */
const comparing = (voter: string): Repeats<Ballot, BallotEvent> => ({
  isAnswered: ({ closed }) => !closed,
  isSame: (first) => first.type === 'BallotCast' && first.data.voter === voter,
});

export type DocumentsUnderTest = () => AggregateDocuments<Ballot>;

export interface Harness {
  readonly store: AggregateStore<Ballot, BallotEvent>;
  readonly documents: AggregateDocuments<Ballot>;
  readonly archiver: Archiver<Ballot, BallotEvent>;
  /** Another store over these documents, as another process would have it. */
  storeOf(documents: AggregateDocuments<Ballot>): AggregateStore<Ballot, BallotEvent>;
  /** Ids of documents that a save found too large. */
  readonly large: string[];
}

const calendar = koreanCalendar(PolicyTable.defaults);

function harness(documents: AggregateDocuments<Ballot>): Harness {
  const large: string[] = [];
  const storeOf: Harness['storeOf'] = (over) =>
    new AggregateStore(ballotType, {
      documents: () => over as never,
      moment: () => momentAt(new Date('2025-09-01T00:00:00Z'), PolicyTable.defaults, calendar),
      checkAccess: () => undefined,
      holds: () => true,
      visibleTo: () => [{}],
      onLargeDocument: (_, id) => void large.push(id),
    });
  return { store: storeOf(documents), documents, archiver: new Archiver(documents, ballotType), storeOf, large };
}

export const intent = (id: string, more: Partial<Intent> = {}): Intent => ({
  id,
  actor: { kind: 'person', sub: 'member-1', roles: ['MEMBER'] },
  operation: 'test',
  causationId: newId(),
  ...more,
});

export const open = (name: string) => (): BallotEvent[] => [{ type: 'BallotOpened', data: { name } }];
export const cast =
  (voter: string, contact?: string) =>
  (state: Ballot): BallotEvent[] => {
    if (state.closed) throw wrongState('BALLOT_CLOSED', 'The ballot is closed.');
    return [{ type: 'BallotCast', data: { voter }, details: contact === undefined ? {} : { contact } }];
  };
const close = (): BallotEvent[] => [{ type: 'BallotClosed', data: {} }];

/** Documents whose next head is the one that was there before, or whose next look finds nothing. */
function behindOnce(
  documents: AggregateDocuments<Ballot>,
  before: Awaited<ReturnType<AggregateDocuments<Ballot>['head']>>,
): AggregateDocuments<Ballot> {
  const behind = [true];
  return Object.assign(Object.create(documents) as typeof documents, {
    head: (id: string, causationId: string) =>
      behind.pop() === true ? Promise.resolve(before) : documents.head(id, causationId),
    find: (id: string) => (behind.pop() === true ? Promise.resolve(undefined) : documents.find(id)),
  });
}

export const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const settle = async <T>(all: readonly Promise<T>[]) => {
  const done = await Promise.allSettled(all);
  return {
    won: done.filter((one) => one.status === 'fulfilled').length,
    lost: done.filter((one) => one.status === 'rejected'),
  };
};

/** What every store under an aggregate must hold to: each sentence is a rule, whatever the store is made of. */
export const aggregateStoreContract: readonly (readonly [string, (harness: Harness) => Promise<void>])[] = [
  [
    'keeps state, version and events of one save together',
    async ({ store, documents }) => {
      const id = newId();
      await store.create(intent(id), open(`a-${id}`));
      const after = await store.change(intent(id), cast('m1'));
      assert.deepEqual([after.version, after.state.votes], [2, ['m1']]);
      assert.deepEqual(await store.find(id), after);
      const history = await documents.history(id);
      assert.deepEqual(
        history.map((event) => [event.type, event.version, event.topic, event.sequence]),
        [
          ['BallotOpened', 1, 'review.ballots', 1],
          ['BallotCast', 2, undefined, undefined],
        ],
      );
    },
  ],
  [
    'writes nothing when the domain refuses, and nothing when it decides nothing',
    async ({ store }) => {
      const id = newId();
      await store.create(intent(id), open(`b-${id}`));
      await store.change(intent(id), close);
      await assert.rejects(store.change(intent(id), cast('m1')), refusedWith('BALLOT_CLOSED'));
      assert.equal((await store.change(intent(id), () => [])).version, 2);
      assert.equal((await store.find(id))?.version, 2);
    },
  ],
  [
    'refuses a change of what is not there',
    async ({ store }) => {
      await assert.rejects(store.change(intent(newId()), cast('m1')), refusedWith('NOT_FOUND'));
    },
  ],
  [
    'refuses a stale If-Match and leaves the aggregate as it is',
    async ({ store }) => {
      const id = newId();
      await store.create(intent(id), open(`c-${id}`));
      await store.change(intent(id), cast('m1'));
      await assert.rejects(store.change(intent(id, { expectedVersion: 1 }), cast('m2')), refusedWith('VERSION_STALE'));
      assert.deepEqual((await store.find(id))?.state.votes, ['m1']);
    },
  ],
  [
    'refuses nothing by a state that was past before, as a new primary may read it',
    async ({ store, documents, storeOf }) => {
      const id = newId();
      await store.create(intent(id), open(`behind-${id}`));
      const closing = ({ votes }: Ballot): BallotEvent[] => {
        if (votes.length === 0) throw wrongState('NO_VOTES', 'No member has voted.');
        return close();
      };
      await assert.rejects(store.change(intent(id), closing), refusedWith('NO_VOTES'));
      const before = await documents.head(id, '');
      await store.change(intent(id), cast('m1'));
      const behind = storeOf(behindOnce(documents, before));
      assert.ok(await behind.foresee(intent(id), closing));
      const named = intent(id, { expectedVersion: 2 });
      assert.equal((await storeOf(behindOnce(documents, before)).change(named, cast('m2'))).version, 3);
      assert.equal((await storeOf(behindOnce(documents, before)).change(intent(id), closing)).version, 4);
    },
  ],
  [
    'takes nothing for done, missing or existing by a state that was past before',
    async ({ store, documents, storeOf }) => {
      const id = newId();
      const fresh = () => storeOf(behindOnce(documents, undefined));
      await store.create(intent(id), open(`late-${id}`));
      const first = await documents.head(id, '');
      assert.equal((await fresh().change(intent(id), cast('m1'))).version, 2);
      const found = await fresh().save(intent(id), (state) => (state === undefined ? [] : cast('m2')(state)));
      assert.equal(found.version, 3);
      // A consumer that finds nothing to do marks its event as done: it would be lost.
      const followed = storeOf(behindOnce(documents, first)).change(intent(id), ({ votes }) =>
        votes.length === 0 ? [] : close(),
      );
      assert.equal((await followed).version, 4);
      await assert.rejects(fresh().change(intent(newId()), cast('m1')), refusedWith('NOT_FOUND'));
      assert.deepEqual(await fresh().find(id), undefined);
      assert.equal((await fresh().newest(id))?.version, 4);
      assert.equal(await fresh().newest(newId()), undefined);
    },
  ],
  [
    'lets exactly one of 20 parallel saves of one version win',
    async ({ store }) => {
      const id = newId();
      await store.create(intent(id), open(`d-${id}`));
      const { won, lost } = await settle(
        Array.from({ length: 20 }, (_, i) => store.change(intent(id, { expectedVersion: 1 }), cast(`m${i}`))),
      );
      assert.deepEqual([won, lost.length], [1, 19]);
      assert.ok(lost.every((one) => refusedWith('VERSION_STALE')(one.reason)));
      assert.equal((await store.find(id))?.state.votes.length, 1);
    },
  ],
  [
    'counts all of 20 simultaneous votes',
    async ({ store }) => {
      const id = newId();
      await store.create(intent(id), open(`e-${id}`));
      await Promise.all(Array.from({ length: 20 }, (_, i) => store.change(intent(id), cast(`m${i}`))));
      const found = await store.find(id);
      assert.equal(new Set(found?.state.votes).size, 20);
      assert.equal(found?.version, 21);
    },
  ],
  [
    'gives a name to one of 32 that want it at once, and frees it when its holder lets go',
    async ({ store }) => {
      const name = `f-${newId()}`;
      const ids = Array.from({ length: 32 }, newId);
      const { won, lost } = await settle(ids.map((id) => store.create(intent(id), open(name))));
      assert.deepEqual([won, lost.length], [1, 31]);
      assert.ok(lost.every((one) => refusedWith('NAME_TAKEN')(one.reason)));
      const holders = await Promise.all(ids.map((id) => store.find(id)));
      const holder = holders.find((found) => found !== undefined);
      await store.change(intent(holder?.id ?? ''), close);
      await store.create(intent(newId()), open(name));
    },
  ],
  [
    'makes one aggregate of 8 racing creations of one id',
    async ({ store, documents }) => {
      const id = newId();
      const { won } = await settle(Array.from({ length: 8 }, () => store.create(intent(id), open(`g-${id}`))));
      assert.equal(won, 1);
      assert.equal((await documents.history(id)).length, 1);
    },
  ],
  [
    'answers a repeated command with the result of the first time, however much has happened since',
    async ({ store }) => {
      const id = newId();
      await store.create(intent(id), open(`h-${id}`));
      const once = intent(id, { requestHash: 'r1', expectedVersion: 1 });
      const first = await store.change(once, cast('m1'));
      await store.change(intent(id), cast('m2'));
      await store.change(intent(id), close);
      assert.deepEqual(await store.change(once, cast('m1')), first);
      assert.deepEqual((await store.find(id))?.state.votes, ['m1', 'm2']);
    },
  ],
  [
    'gives 16 racing copies of one command one effect and one answer',
    async ({ store }) => {
      const id = newId();
      await store.create(intent(id), open(`i-${id}`));
      const once = intent(id, { requestHash: 'r1' });
      const answers = await Promise.all(Array.from({ length: 16 }, () => store.change(once, cast('m1'))));
      assert.ok(answers.every((answer) => answer.version === 2));
      assert.deepEqual((await store.find(id))?.state.votes, ['m1']);
    },
  ],
  [
    'gives 16 racing copies of one creation one aggregate and one answer, claims and all',
    async ({ store }) => {
      const id = newId();
      const once = intent(id, { requestHash: 'r1' });
      const answers = await Promise.all(Array.from({ length: 16 }, () => store.create(once, open(`n-${id}`))));
      for (const answer of answers) assert.deepEqual(answer, answers[0]);
      assert.equal((await store.find(id))?.version, 1);
    },
  ],
  [
    'gives a repeated creation its own aggregate back',
    async ({ store }) => {
      const id = newId();
      const once = intent(id, { requestHash: 'r1' });
      const first = await store.create(once, open(`j-${id}`));
      await store.change(intent(id), cast('m1'));
      assert.deepEqual(await store.create(once, open(`j-${id}`)), first);
      await assert.rejects(store.create(intent(id), open(`j-${id}`)), refusedWith('BALLOT_EXISTS'));
    },
  ],
  [
    'refuses another request under the same Idempotency-Key',
    async ({ store }) => {
      const id = newId();
      await store.create(intent(id), open(`k-${id}`));
      const once = intent(id, { requestHash: 'r1' });
      await store.change(once, cast('m1'));
      await assert.rejects(
        store.change({ ...once, requestHash: 'r2' }, cast('m2')),
        refusedWith('IDEMPOTENCY_KEY_REUSED'),
      );
    },
  ],
  [
    'S3: keeps of a request a salted digest only, another one each time, and none on other events',
    async ({ store, documents }) => {
      const id = newId();
      await store.create(intent(id, { requestHash: 'guessable' }), open(`s3-${id}`));
      await store.change(intent(id, { requestHash: 'guessable' }), (state) => [
        ...cast('m1')(state),
        ...cast('m2')(state),
      ]);
      await store.change(intent(id), cast('m3'));
      const history = await documents.history(id);
      assert.doesNotMatch(JSON.stringify(history), /guessable/);
      assert.deepEqual(
        history.map(({ requestHash, digests }) => [requestHash, digests?.['requestHash'] !== undefined]),
        [
          [undefined, true],
          [undefined, false],
          [undefined, true],
          [undefined, false],
        ],
      );
      const [first, , second] = history.map(({ digests }) => digests?.['requestHash']);
      assert.match(first?.salt ?? '', /^[0-9a-f]{32}$/);
      assert.notEqual(first?.salt, second?.salt);
      assert.notEqual(first?.digest, second?.digest);
      assert.equal(findBrokenLink(history), undefined);
    },
  ],
  [
    'S3: compares a repeat with an unsalted hash where the history is older',
    async ({ store, documents, storeOf }) => {
      const id = newId();
      const once = intent(id, { requestHash: 'r1' });
      await store.create(intent(id), open(`old-${id}`));
      await store.change(once, cast('m1'));
      const older = (events: readonly StoredEvent[]): StoredEvent[] =>
        events.map((event) =>
          event.causationId === once.causationId ? { ...event, digests: {}, requestHash: 'r1' } : event,
        );
      const kept = Object.assign(Object.create(documents) as typeof documents, {
        live: async (of: string) => {
          const live = await documents.live(of);
          return live && { ...live, events: older(live.events) };
        },
      });
      assert.equal((await storeOf(kept).change(once, cast('m1'))).version, 2);
      const other = storeOf(kept).change({ ...once, requestHash: 'r2' }, cast('m1'));
      await assert.rejects(other, refusedWith('IDEMPOTENCY_KEY_REUSED'));
    },
  ],
  [
    'S18: keeps nothing of a request whose repeats are compared otherwise',
    async ({ store, documents }) => {
      const id = newId();
      await store.create(intent(id), open(`s18-${id}`));
      const once = intent(id, { requestHash: 'guessable' });
      const first = await store.change(once, cast('m1'), comparing('m1'));
      assert.equal((await documents.history(id)).at(-1)?.digests?.['requestHash'], undefined);
      assert.deepEqual(await store.change(once, cast('m1'), comparing('m1')), first);
      await assert.rejects(store.change(once, cast('m2'), comparing('m2')), refusedWith('IDEMPOTENCY_KEY_REUSED'));
      assert.deepEqual((await store.find(id))?.state.votes, ['m1']);
    },
  ],
  [
    'S18: judges a repeat that is no longer answered as a new command, whatever it says',
    async ({ store }) => {
      const id = newId();
      await store.create(intent(id), open(`over-${id}`));
      const once = intent(id);
      await store.change(once, cast('m1'), comparing('m1'));
      await store.change(intent(id), close);
      for (const voter of ['m1', 'm2']) {
        for (const repeat of [once, intent(id)])
          await assert.rejects(store.change(repeat, cast(voter), comparing(voter)), refusedWith('BALLOT_CLOSED'));
        const stale = { ...once, expectedVersion: 1 };
        await assert.rejects(store.change(stale, cast(voter), comparing(voter)), refusedWith('VERSION_STALE'));
      }
      // A rule that lets it pass is a fault of the code, and writes nothing.
      const careless = store.change(
        once,
        () => [{ type: 'BallotCast', data: { voter: 'm1' }, details: {} }],
        comparing('m1'),
      );
      await assert.rejects(careless, /was not refused/);
      assert.deepEqual((await store.find(id))?.state.votes, ['m1']);
    },
  ],
  [
    'numbers published events per topic without a gap under contention',
    async ({ store, documents }) => {
      const id = newId();
      await store.create(intent(id), open(`l-${id}`));
      const rename = (state: Ballot): BallotEvent[] => [{ type: 'BallotOpened', data: { name: state.name } }];
      await Promise.all(Array.from({ length: 9 }, () => store.change(intent(id), rename)));
      const sequences = (await documents.history(id)).map((event) => event.sequence);
      assert.deepEqual(sequences, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    },
  ],
  [
    'never stores what it could not publish',
    async ({ store }) => {
      const id = newId();
      const unpublishable = (): BallotEvent[] => [
        { type: 'BallotOpened', data: { name: 'x', vote: 'secret' } as { name: string } },
      ];
      await assert.rejects(store.create(intent(id), unpublishable), /does not match its schema/);
      assert.equal(await store.find(id), undefined);
    },
  ],
  [
    'refuses an event over 256 KiB',
    async ({ store }) => {
      const id = newId();
      await store.create(intent(id), open(`m-${id}`));
      await assert.rejects(store.change(intent(id), cast('v'.repeat(300_000))), refusedWith('EVENT_TOO_LARGE'));
    },
  ],
  [
    'chains the history so that an altered event shows, and an erased one does not break it',
    async ({ store, documents }) => {
      const id = newId();
      await store.create(intent(id), open(`n-${id}`));
      await store.change(intent(id), cast('m1', 'm1@example.kr'));
      await store.change(intent(id), cast('m2'));
      const history = await documents.history(id);
      assert.equal(findBrokenLink(history), undefined);
      const altered = history.map((event, i) => (i === 1 ? { ...event, data: { voter: 'm9' } } : event));
      assert.equal(findBrokenLink(altered)?.index, 1);
      const erased = history.map((event, i) => (i === 1 ? { ...event, details: { contact: null } } : event));
      assert.equal(findBrokenLink(erased), undefined);
      const forged = history.map((event, i) =>
        i === 1 ? { ...event, details: { contact: 'other@example.kr' } } : event,
      );
      assert.equal(findBrokenLink(forged)?.index, 1);
      assert.equal(findBrokenLink(history.toSpliced(1, 1))?.index, 1);
    },
  ],
  [
    'lists by a field in pages that stay in place while rows are added',
    async ({ store }) => {
      const mark = newId();
      const names = Array.from({ length: 7 }, (_, i) => `${mark}-${i}`);
      const add = (name: string) => store.create(intent(newId()), open(name));
      await Promise.all(names.slice(0, 6).map(add));
      const query = {
        where: { 'state.name': { gte: mark, lte: `${mark}~` } },
        sortBy: 'state.name',
        descending: false,
        limit: 4,
      };
      const first = await store.list(query);
      await add(names[6] ?? '');
      const last = first.at(-1);
      const second = await store.list({ ...query, after: { value: last?.state.name, id: last?.id ?? '' } });
      assert.deepEqual(
        [...first, ...second].map((row) => row.state.name),
        names,
      );
    },
  ],
  [
    'goes through all of a kind, whatever the size of a page',
    async ({ store }) => {
      const mark = newId();
      const ids = Array.from({ length: 4 }, () => newId()).sort();
      for (const id of ids) await store.create(intent(id), open(`${mark}-${id}`));
      for (const atOnce of [1, 2, 3, 4, 5]) {
        const found: string[] = [];
        for await (const { id } of store.each({ 'state.name': { gte: mark, lte: `${mark}~` } }, atOnce)) found.push(id);
        assert.deepEqual(found, ids);
      }
    },
  ],
  [
    'S8: lists only what one of the alternatives of the reader holds for, whatever else is asked',
    async ({ documents, store }) => {
      const mark = newId();
      const names = Array.from({ length: 5 }, (_, i) => `${mark}-${i}`);
      await Promise.all(names.map((name) => store.create(intent(newId()), open(name))));
      const query = { where: { 'state.name': { gte: mark, lte: `${mark}~` } }, sortBy: 'state.name', limit: 10 };
      const listed = async (where: object, anyOf: ListQuery['anyOf']) => {
        const found = await documents.list({
          ...query,
          where: { ...query.where, ...where },
          descending: false,
          ...(anyOf && { anyOf }),
        });
        return found.map(({ state }) => state.name);
      };
      const two = [{ 'state.name': names[1] ?? '' }, { 'state.name': names[3] ?? '', 'state.closed': false }];
      assert.deepEqual(await listed({}, two), [names[1], names[3]]);
      assert.deepEqual(await listed({ 'state.name': names[2] }, two), []);
      assert.deepEqual(await listed({ 'state.name': names[3] }, two), [names[3]]);
      assert.deepEqual(await listed({}, [{ 'state.name': names[1] ?? '', 'state.closed': true }]), []);
      assert.deepEqual(await listed({}, [{ 'state.name': { absentOrAfter: names[2] ?? '' } }]), names.slice(3));
      assert.deepEqual(await listed({ 'state.endedOn': { absentOrAfter: '' } }, undefined), names);
      assert.deepEqual(await listed({}, [{}]), names);
      assert.deepEqual(await listed({}, []), []);
    },
  ],
  [
    'finds what is due, earliest first, and forgets it when nothing is due any longer',
    async ({ store }) => {
      const id = newId();
      await store.create(intent(id), open(`p-${id}`));
      const isDue = async (until: string) => (await store.due(new Date(until), 10_000)).some((row) => row.id === id);
      assert.equal(await isDue('2025-09-18T23:59:59Z'), false);
      assert.equal(await isDue('2025-09-19T00:00:00Z'), true);
      await store.change(intent(id), close);
      assert.equal(await isDue('2025-09-19T00:00:00Z'), false);
    },
  ],
];

export const runAgainst = (documents: DocumentsUnderTest) => (rule: (harness: Harness) => Promise<void>) =>
  rule(harness(documents()));
