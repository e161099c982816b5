import { systemActor } from '../kernel/actor.js';
import { momentAt } from '../kernel/clock.js';
import { Refusal } from '../kernel/errors.js';
import { koreanCalendar } from '../kernel/holidays.js';
import { PolicyTable } from '../kernel/policy.js';
import { AggregateStore } from './aggregate-store.js';
import { archiveContract } from './archive/archive.suite.js';
import type { AggregateHead } from './documents.js';
import {
  aggregateStoreContract,
  ballotType,
  cast,
  intent,
  open,
  runAgainst,
  type Ballot,
  type BallotEvent,
} from './aggregate-store.suite.js';
import { erasureContract } from './erasure/erasure.suite.js';
import { MemoryDocuments } from '#testing/memory-documents.js';

describe('An aggregate store in memory', () => {
  const run = runAgainst(() => new MemoryDocuments(ballotType));
  it.each(aggregateStoreContract)('%s', (_, rule) => run(rule));

  describe('whose older events are archived', () => {
    it.each(archiveContract)('%s', (_, rule) => run(rule));
  });

  describe('from which personal data is erased', () => {
    it.each(erasureContract)('%s', (_, rule) => run(rule));
  });
});

describe('A command that is asked again by who has lost access since', () => {
  const forbidden = new Refusal('forbidden', 'FORBIDDEN', 'The ballot is closed to you.');
  const store = (documents: MemoryDocuments<Ballot, BallotEvent>) =>
    new AggregateStore(ballotType, {
      documents: () => documents as never,
      moment: () =>
        momentAt(new Date('2025-09-01T00:00:00Z'), PolicyTable.defaults, koreanCalendar(PolicyTable.defaults)),
      holds: () => true,
      visibleTo: () => [{}],
      checkAccess: (_, __, state) => {
        if ((state as Ballot).closed) throw forbidden;
      },
    });

  it('is answered as the first time, and a new one is refused', async () => {
    const documents = new MemoryDocuments(ballotType);
    const [opened, voted] = [intent('ballot-1'), intent('ballot-1')];
    await store(documents).create(opened, open('안건 1'));
    await store(documents).change(voted, cast('위원 1'));
    const closing = { ...intent('ballot-1'), actor: systemActor('spec') };
    await store(documents).change(closing, () => [{ type: 'BallotClosed', data: {} }]);
    await expect(store(documents).create(opened, open('안건 1'))).resolves.toMatchObject({ version: 1 });
    await expect(store(documents).change(voted, cast('위원 1'))).resolves.toMatchObject({
      version: 2,
      state: { votes: ['위원 1'], closed: false },
    });
    await expect(store(documents).change(intent('ballot-1'), cast('위원 2'))).rejects.toBe(forbidden);
  });
});

/** Its heads may come from a primary whose last write is rolled back before the history is read. */
class RolledBackDocuments extends MemoryDocuments<Ballot, BallotEvent> {
  rolledBack = 0;

  override async head(id: string, causationId: string): Promise<AggregateHead<Ballot> | undefined> {
    const head = await super.head(id, causationId);
    if (head === undefined || this.rolledBack === 0) return head;
    this.rolledBack--;
    return { ...head, seen: true };
  }
}

describe('A command whose write was rolled back while it was asked again', () => {
  it.each([
    ['is carried out, once, when the new primary does not know it', 1, 1],
    ['is refused as worth another try when primaries go on changing', 100, 0],
  ])('%s', async (_, rolledBack, votes) => {
    const documents = new RolledBackDocuments(ballotType);
    await runAgainst(() => documents)(async ({ store }) => {
      await store.create(intent('ballot-1'), open('안건 1'));
      documents.rolledBack = rolledBack;
      const voted = store.change(intent('ballot-1'), cast('위원 1'));
      if (votes === 0) await expect(voted).rejects.toMatchObject({ kind: 'unavailable', code: 'CONTENTION' });
      else await expect(voted).resolves.toMatchObject({ version: 2, state: { votes: ['위원 1'] } });
      expect((await store.find('ballot-1'))?.state.votes).toHaveLength(votes);
    });
  });
});
