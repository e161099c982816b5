import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { newId } from '../../kernel/ids.js';
import {
  ballotType,
  cast,
  intent,
  open,
  refusedWith,
  type BallotEvent,
  type Harness,
} from '../aggregate-store.suite.js';
import type { Intent } from '../aggregate-type.js';
import type { StoredEvent } from '../../events/stored-event.js';
import { cutOf, LIVE_EVENTS_MAX } from '../archiver.js';
import { stateAfter } from '../fold.js';
import { findBrokenLink } from '../history-chain/hash-chain.js';

/** A ballot with so many votes, in saves of 25; gives back the cause of every save. */
async function ballotWith({ store }: Harness, votes: number): Promise<{ id: string; causes: Intent[] }> {
  const id = newId();
  const first = intent(id, { requestHash: 'r1' });
  await store.create(first, open(`archive-${id}`));
  const causes = [first];
  for (let done = 0; done < votes; done += 25) {
    const next = intent(id, { requestHash: 'r1' });
    await store.change(next, () =>
      Array.from({ length: Math.min(25, votes - done) }, (_, i): BallotEvent => vote(`m${done + i}`)),
    );
    causes.push(next);
  }
  return { id, causes };
}

const vote = (voter: string): BallotEvent => ({ type: 'BallotCast', data: { voter }, details: {} });
const idsOf = (events: readonly StoredEvent[]) => events.map((event) => event.id);
const reopen = (state: { name: string }): BallotEvent[] => [{ type: 'BallotOpened', data: { name: state.name } }];

/** How often two archivers cut during the work. */
async function whileCutting({ archiver }: Harness, id: string, work: () => Promise<void>): Promise<number> {
  const working = { done: false };
  const cutting = async (): Promise<number> => {
    let cuts = 0;
    while (!working.done) {
      if ((await archiver.archive(id)) > 0) cuts++;
      // A store in memory answers at once: neither side would let the other have its turn.
      await setImmediate();
    }
    return cuts;
  };
  const all = Promise.all([cutting(), cutting()]);
  await work().finally(() => (working.done = true));
  return (await all).reduce((sum, count) => sum + count, 0);
}

/** What archiving must not be noticed by: each sentence is a rule, whatever the store is made of. */
export const archiveContract: readonly (readonly [string, (harness: Harness) => Promise<void>])[] = [
  [
    'leaves a document within its bounds as it is',
    async (harness) => {
      const { id } = await ballotWith(harness, LIVE_EVENTS_MAX - 1);
      assert.equal(await harness.archiver.archive(id), 0);
      assert.deepEqual(harness.large, []);
      assert.equal((await harness.documents.live(id))?.archived, undefined);
    },
  ],
  [
    'moves the oldest whole saves away when a save says that there are too many, and nothing else changes',
    async (harness) => {
      const { id } = await ballotWith(harness, 275);
      assert.ok(harness.large.includes(id));
      assert.ok((await harness.documents.overgrown(1_000)).includes(id));
      const before = await harness.documents.history(id);
      const found = await harness.store.find(id);

      assert.equal(await harness.archiver.archive(id), 226);
      const live = await harness.documents.live(id);
      assert.deepEqual(idsOf(live?.events ?? []), idsOf(before.slice(226)));
      assert.deepEqual(live?.archived, { events: 226, version: 10, lastHash: before[225]?.hash });
      assert.deepEqual(await harness.documents.history(id), before);
      assert.equal(findBrokenLink(before), undefined);
      assert.deepEqual(await harness.store.find(id), found);
      assert.ok(!(await harness.documents.overgrown(1_000)).includes(id));
      assert.equal(await harness.archiver.archive(id), 0);
    },
  ],
  [
    'moves events away that are few and large, and keeps the newest save whatever its size',
    async (harness) => {
      const { id } = await ballotWith(harness, 0);
      for (let i = 0; i < 4; i++) await harness.store.change(intent(id), cast(`${i}`.padEnd(100_000, 'x')));
      assert.ok(harness.large.includes(id));
      assert.equal(await harness.archiver.archive(id), 4);
      assert.equal((await harness.documents.live(id))?.events.length, 1);
      assert.equal((await harness.documents.history(id)).length, 5);
    },
  ],
  [
    'goes on after a cut: chain, sequences, journey and state follow as if there were none',
    async (harness) => {
      const { store, documents, archiver } = harness;
      const { id } = await ballotWith(harness, 275);
      await archiver.archive(id);
      await store.change(intent(id), reopen);
      for (let i = 0; i < 7; i++)
        await store.change(intent(id), () => Array.from({ length: 25 }, (_, j) => vote(`later-${i}-${j}`)));
      assert.equal(await archiver.archive(id), 176);
      const history = await documents.history(id);
      assert.equal(findBrokenLink(history), undefined);
      assert.equal(new Set(idsOf(history)).size, 276 + 1 + 175);
      assert.equal(new Set(history.map((event) => event.correlationId)).size, 1);
      assert.deepEqual(
        history.filter((event) => event.topic !== undefined).map((event) => event.sequence),
        [1, 2],
      );
      const { state } = (await store.find(id)) ?? {};
      assert.deepEqual(state, stateAfter(ballotType, undefined, history));
    },
  ],
  [
    'answers a repeat of an archived cause, and of a live one behind a cut, as the first time',
    async (harness) => {
      const { store, archiver, documents } = harness;
      const { id, causes } = await ballotWith(harness, 275);
      await archiver.archive(id);
      const version = (await store.find(id))?.version;
      for (const [index, cause] of causes.entries()) {
        if (index === 0) continue;
        const answer = await store.change(cause, cast('again'));
        assert.deepEqual([answer.version, answer.state.votes.length], [index + 1, index * 25]);
      }
      const archived = causes[1] as Intent;
      await assert.rejects(
        store.change({ ...archived, requestHash: 'other' }, cast('again')),
        refusedWith('IDEMPOTENCY_KEY_REUSED'),
      );
      assert.equal((await store.find(id))?.version, version);
      assert.equal((await documents.history(id)).length, 276);
    },
  ],
  [
    'reads past copies whose cut never came, and cuts there later',
    async (harness) => {
      const { documents, archiver, store } = harness;
      const { id, causes } = await ballotWith(harness, 275);
      const before = await documents.history(id);
      const live = await documents.live(id);
      assert.ok(live !== undefined && cutOf(live.events) > 0);
      const events = live.events.slice(0, 101);
      const snapshot = stateAfter(ballotType, undefined, events);
      // The document is no longer what this archiver saw: it copies, and may not cut.
      assert.equal(await documents.archive({ id, live: { ...live, erasures: 1 }, events, snapshot }), false);
      assert.deepEqual(await documents.history(id), before);
      assert.equal((await store.change(causes[2] as Intent, cast('again'))).version, 3);
      assert.equal(await archiver.archive(id), 226);
      assert.deepEqual(await documents.history(id), before);
      assert.equal((await store.change(causes[11] as Intent, cast('again'))).state.votes.length, 275);
    },
  ],
  [
    'cuts once when several archivers meet',
    async (harness) => {
      const { id } = await ballotWith(harness, 275);
      const before = await harness.documents.history(id);
      const moved = await Promise.all(Array.from({ length: 6 }, () => harness.archiver.archive(id)));
      assert.deepEqual(
        moved.filter((count) => count > 0),
        [226],
      );
      assert.deepEqual(await harness.documents.history(id), before);
    },
  ],
  [
    'refuses no command and loses none while it cuts again and again',
    async (harness) => {
      const { store, documents } = harness;
      const { id } = await ballotWith(harness, 150);
      const cuts = await whileCutting(harness, id, async () => {
        for (let round = 0; round < 20; round++) {
          await Promise.all(
            ['a', 'b', 'c'].map((name) =>
              store.change(intent(id), () => Array.from({ length: 6 }, (_, i) => vote(`${name}-${round}-${i}`))),
            ),
          );
          await setImmediate();
        }
      });
      assert.ok(cuts >= 2);
      const history = await documents.history(id);
      assert.equal(findBrokenLink(history), undefined);
      assert.equal(history.length, 151 + 3 * 20 * 6);
      const found = await store.find(id);
      assert.equal(found?.version, 7 + 60);
      assert.equal(new Set(found?.state.votes).size, 150 + 360);
      assert.deepEqual(found?.state, stateAfter(ballotType, undefined, history));
    },
  ],
  [
    'makes no If-Match stale',
    async (harness) => {
      const { id } = await ballotWith(harness, 150);
      const cuts = await whileCutting(harness, id, async () => {
        for (let version = 7; version < 30; version++) {
          const only = intent(id, { expectedVersion: version });
          await harness.store.change(only, () => Array.from({ length: 15 }, (_, i) => vote(`${version}-${i}`)));
          await setImmediate();
        }
      });
      assert.ok(cuts >= 2);
      assert.equal(findBrokenLink(await harness.documents.history(id)), undefined);
    },
  ],
  [
    'gives racing copies of one archived command one effect while it cuts',
    async (harness) => {
      const { store, archiver, documents } = harness;
      const { id, causes } = await ballotWith(harness, 275);
      const [answers] = await Promise.all([
        Promise.all(Array.from({ length: 12 }, () => store.change(causes[1] as Intent, cast('again')))),
        archiver.archive(id),
      ]);
      assert.ok(answers.every((answer) => answer.version === 2 && answer.state.votes.length === 25));
      assert.equal((await documents.history(id)).length, 276);
    },
  ],
];
