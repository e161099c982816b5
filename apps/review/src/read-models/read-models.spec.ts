import fc from 'fast-check';
import { expectRebuilt, someDeliveries, someTold } from '#testing/projected.js';
import { propertyRuns } from '#testing/property-runs.js';
import { debarmentsProjection } from './debarments/debarments.projection.js';

it('§11.6 (8): all events again make the read model of review again', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(someTold(debarmentsProjection), someDeliveries, (told, deliveries) => {
      expectRebuilt(told, deliveries);
    }),
    propertyRuns(10_000),
  );
});
