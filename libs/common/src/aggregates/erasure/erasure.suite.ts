import assert from 'node:assert/strict';
import { newId } from '../../kernel/ids.js';
import { cast, intent, open, refusedWith, type BallotEvent, type Harness } from '../aggregate-store.suite.js';
import { findBrokenLink } from '../history-chain/hash-chain.js';

/** As the digests name them. */
const DECLARED = ['details/owner', 'details/contact'];
const BECAUSE = { reason: 'asked for on 2025-09-01' };

/** Two voters with a contact, one without, and an owner in what was published. */
async function ballot({ store }: Harness): Promise<string> {
  const id = newId();
  await store.create(intent(id), () => [
    { type: 'BallotOpened', data: { name: `erasure-${id}` }, details: { owner: 'owner@example.kr' } },
  ]);
  await store.change(intent(id), cast('kim', 'kim@example.kr'));
  await store.change(intent(id), cast('lee', 'lee@example.kr'));
  await store.change(intent(id), cast('park'));
  return id;
}

const many = (count: number, contact: string) => (): BallotEvent[] =>
  Array.from({ length: count }, (_, i) => ({ type: 'BallotCast', data: { voter: `m${i}` }, details: { contact } }));

/** What erasing personal data must hold to: each sentence is a rule, whatever the store is made of. */
export const erasureContract: readonly (readonly [string, (harness: Harness) => Promise<void>])[] = [
  [
    'takes the data out of history and state, and leaves the chain whole',
    async (harness) => {
      const { store, documents } = harness;
      const id = await ballot(harness);
      assert.equal(await store.erase(intent(id), BECAUSE), 3);
      const history = await documents.history(id);
      assert.doesNotMatch(JSON.stringify([history, await store.find(id)]), /@example/);
      assert.equal(findBrokenLink(history), undefined);
      // With its salt, a digest could be tried out.
      assert.deepEqual(
        history.flatMap(({ digests = {} }) => DECLARED.flatMap((path) => digests[path]?.salt ?? [])),
        ['', '', ''],
      );
      assert.deepEqual((await store.find(id))?.state.contacts, [null, null]);
      assert.deepEqual((await store.find(id))?.state.votes, ['kim', 'lee', 'park']);
    },
  ],
  [
    'S3: erases with the data the salts of the requests that brought it, and answers their repeats alike from then on',
    async (harness) => {
      const { store, documents } = harness;
      const id = await ballot(harness);
      const asked = intent(id, { requestHash: 'with kim@example.kr' });
      const later = intent(id, { requestHash: 'no data' });
      // The last event of a command has the digest, another one the data.
      await store.change(asked, (state) => [...cast('kim', 'kim@example.kr')(state), ...cast('choi')(state)]);
      await store.change(later, cast('choi'));
      const salts = async () => {
        const history = await documents.history(id);
        assert.equal(findBrokenLink(history), undefined);
        return history.flatMap(({ digests }) => digests?.['requestHash']?.salt ?? []);
      };
      const [, kept] = await salts();
      assert.equal(await store.erase(intent(id), BECAUSE), 4);
      assert.deepEqual(await salts(), ['', kept]);
      assert.deepEqual((await documents.history(id)).at(-1)?.data, {
        events: 4,
        paths: ['details.contact', 'details.owner'],
      });
      const repeats = [asked, { ...asked, requestHash: 'with lee@example.kr' }];
      const answers = await Promise.all(repeats.map((repeat) => store.change(repeat, cast('again'))));
      assert.deepEqual(answers[0], answers[1]);
      await assert.rejects(
        store.change({ ...later, requestHash: 'x' }, cast('choi')),
        refusedWith('IDEMPOTENCY_KEY_REUSED'),
      );
    },
  ],
  [
    'says in the history who erased what and why, as a version of its own',
    async (harness) => {
      const { store, documents } = harness;
      const id = await ballot(harness);
      await store.erase(intent(id), BECAUSE);
      const last = (await documents.history(id)).at(-1);
      assert.deepEqual(
        [last?.type, last?.version, last?.reason, last?.actor.sub, last?.topic],
        ['PersonalDataErased', 5, BECAUSE.reason, 'member-1', undefined],
      );
      assert.deepEqual(last?.data, { events: 3, paths: ['details.contact', 'details.owner'] });
      await store.change(intent(id), cast('choi'));
      assert.equal((await store.find(id))?.version, 6);
      assert.equal(findBrokenLink(await documents.history(id)), undefined);
    },
  ],
  [
    'takes only what is named, in the events that are meant',
    async (harness) => {
      const { store } = harness;
      const id = await ballot(harness);
      const one = { ...BECAUSE, paths: ['details.contact'], where: { 'data.voter': 'kim' } };
      assert.equal(await store.erase(intent(id), one), 1);
      assert.deepEqual((await store.find(id))?.state.contacts, [null, 'lee@example.kr']);
      assert.equal(await store.erase(intent(id), { ...BECAUSE, paths: ['details.owner'] }), 1);
      assert.deepEqual((await store.find(id))?.state.contacts, [null, 'lee@example.kr']);
    },
  ],
  [
    'S15: takes the actor and the reason of an event when they are named, and never otherwise',
    async (harness) => {
      const { store, documents } = harness;
      const id = await ballot(harness);
      const reasoned: BallotEvent = { type: 'BallotCast', data: { voter: 'choi' }, details: {}, reason: '사적인 사유' };
      await store.change(intent(id), () => [reasoned]);
      await store.erase(intent(id), BECAUSE);
      assert.match(JSON.stringify(await documents.history(id)), /사적인/);
      await store.erase(intent(id), { ...BECAUSE, paths: ['reason'], where: { 'data.voter': 'choi' } });
      await store.erase(intent(id), { ...BECAUSE, paths: ['actor.sub'], where: { 'data.voter': 'kim' } });
      const history = await documents.history(id);
      assert.equal(findBrokenLink(history), undefined);
      assert.doesNotMatch(JSON.stringify([history, await store.find(id)]), /사적인/);
      const read = await store.history(id, { actor: intent(id).actor, operation: 'castBallot' });
      const of = (voter: string) => read.find(({ data }) => (data as { voter?: string }).voter === voter);
      assert.deepEqual([of('kim')?.actor.sub, of('lee')?.actor.sub, of('choi')?.reason], ['', 'member-1', '']);
      // Why something was erased stays, even when all reasons are named.
      await store.erase(intent(id), { ...BECAUSE, paths: ['reason', 'actor.sub'] });
      const acts = (await documents.history(id)).filter(({ type }) => type === 'PersonalDataErased');
      assert.deepEqual(new Set(acts.map(({ reason }) => reason)), new Set([BECAUSE.reason]));
      assert.equal(findBrokenLink(await documents.history(id)), undefined);
    },
  ],
  [
    'writes nothing when there is nothing to erase, and refuses what is not there',
    async (harness) => {
      const { store } = harness;
      const id = await ballot(harness);
      const once = intent(id);
      assert.equal(await store.erase(once, BECAUSE), 3);
      assert.equal(await store.erase(once, BECAUSE), 0);
      assert.equal(await store.erase(intent(id), BECAUSE), 0);
      assert.equal((await store.find(id))?.version, 5);
      await assert.rejects(store.erase(intent(newId()), BECAUSE), refusedWith('NOT_FOUND'));
    },
  ],
  [
    'reaches archived events, and answers repeats of them without the data',
    async (harness) => {
      const { store, documents, archiver } = harness;
      const id = await ballot(harness);
      const last = intent(id, { requestHash: 'r' });
      await store.change(intent(id), many(150, 'x@example.kr'));
      await store.change(last, many(60, 'y@example.kr'));
      assert.equal(await archiver.archive(id), 154);
      assert.equal(await store.erase(intent(id), BECAUSE), 213);
      const history = await documents.history(id);
      assert.equal(findBrokenLink(history), undefined);
      const repeated = await store.change(last, cast('again'));
      assert.deepEqual([repeated.version, repeated.state.votes.length], [6, 213]);
      const all = [history, await documents.snapshot(id, 5), await store.find(id), repeated];
      assert.doesNotMatch(JSON.stringify(all), /@example/);
      await store.change(intent(id), many(150, 'z@example.kr'));
      assert.ok((await archiver.archive(id)) > 0);
      assert.equal(findBrokenLink(await documents.history(id)), undefined);
    },
  ],
  [
    'goes on in the archive when it died before it came there',
    async (harness) => {
      const { store, documents, archiver } = harness;
      const id = await ballot(harness);
      await store.change(intent(id), many(210, 'x@example.kr'));
      await store.change(intent(id), cast('kim', 'kim@example.kr'));
      assert.ok((await archiver.archive(id)) > 0);
      const dying = Object.assign(Object.create(documents) as typeof documents, {
        eraseArchived: () => Promise.reject(new Error('the process died')),
      });
      await assert.rejects(harness.storeOf(dying).erase(intent(id), BECAUSE), /died/);
      assert.match(JSON.stringify(await documents.history(id)), /x@example/);
      assert.equal(await store.erase(intent(id), BECAUSE), 213);
      assert.doesNotMatch(JSON.stringify(await documents.history(id)), /@example/);
    },
  ],
  [
    'is not undone by commands or by an archiver that run at the same time',
    async (harness) => {
      const { store, documents, archiver } = harness;
      const id = await ballot(harness);
      await store.change(intent(id), many(210, 'x@example.kr'));
      await Promise.all([
        store.erase(intent(id), { ...BECAUSE, paths: ['details.contact', 'details.owner'] }),
        archiver.archive(id),
        archiver.archive(id),
        ...Array.from({ length: 5 }, (_, i) => store.change(intent(id), cast(`later-${i}`))),
      ]);
      await archiver.archive(id);
      const history = await documents.history(id);
      assert.equal(findBrokenLink(history), undefined);
      assert.equal(history.filter((event) => event.type === 'BallotCast').length, 3 + 210 + 5);
      assert.doesNotMatch(JSON.stringify([history, await store.find(id)]), /@example/);
    },
  ],
  [
    'is not undone by an archiver that slept through it',
    async (harness) => {
      const { store, documents, archiver } = harness;
      const id = await ballot(harness);
      await store.change(intent(id), many(210, 'x@example.kr'));
      await store.change(intent(id), cast('park'));
      const live = await documents.live(id);
      assert.ok(live !== undefined);
      const { state } = (await store.find(id)) ?? {};
      assert.ok(state !== undefined);
      await archiver.archive(id);
      await store.erase(intent(id), BECAUSE);
      assert.equal(await documents.archive({ id, live, events: live.events.slice(0, 214), snapshot: state }), false);
      assert.doesNotMatch(JSON.stringify(await documents.history(id)), /@example/);
      assert.doesNotMatch(JSON.stringify((await documents.snapshot(id, 5)) ?? null), /@example/);
    },
  ],
  [
    'frees no name and claims none',
    async (harness) => {
      const { store } = harness;
      const id = await ballot(harness);
      await store.erase(intent(id), BECAUSE);
      await assert.rejects(store.create(intent(newId()), open(`erasure-${id}`)), refusedWith('NAME_TAKEN'));
    },
  ],
];
