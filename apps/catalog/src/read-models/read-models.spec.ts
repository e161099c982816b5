import fc from 'fast-check';
import { expectRebuilt, someDeliveries, someTold } from '#testing/projected.js';
import { propertyRuns } from '#testing/property-runs.js';
import { debarmentsProjection } from './debarments/debarments.projection.js';
import { listingContracts } from './listing-contracts/listing-contracts.projection.js';
import { listingSearch } from './listing-search/listing-search.projection.js';

describe('§11.6 (8): all events again make every read model of the catalog again', { timeout: 120_000 }, () => {
  it.each([debarmentsProjection, listingContracts, listingSearch])('$name', (projection) => {
    fc.assert(
      fc.property(someTold(projection), someDeliveries, (told, deliveries) => {
        expectRebuilt(told, deliveries);
      }),
      propertyRuns(10_000),
    );
  });
});
