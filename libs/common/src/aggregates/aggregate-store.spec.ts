import { archiveContract } from './archive.contract.js';
import { aggregateStoreContract, ballotType, runAgainst } from './aggregate-store.contract.js';
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
