import { archiveContract } from './archive.contract.js';
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
} from './aggregate-store.contract.js';
import { erasureContract } from './erasure.contract.js';
import { MemoryDocuments } from './memory-documents.js';

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
