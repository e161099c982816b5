import { aggregateStoreContract, ballotType, runAgainst } from './aggregate-store.contract.js';
import { MemoryDocuments } from './memory-documents.js';

describe('An aggregate store in memory', () => {
  const run = runAgainst(() => new MemoryDocuments(ballotType));
  it.each(aggregateStoreContract)('%s', (_, rule) => run(rule));
});
