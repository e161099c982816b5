import fc from 'fast-check';
import { expectRebuilt, someDeliveries, someTold } from '#testing/projected.js';
import { propertyRuns } from '#testing/property-runs.js';
import { catalogProjection } from './catalog/catalog.projection.js';
import { comparisonsProjection } from './comparisons/comparisons.projection.js';
import { debarmentsProjection } from './debarments/debarments.projection.js';
import { purchasesProjection } from './red-flags/purchases.projection.js';
import { contractFigures, selectionFigures } from './statistics/statistics.projection.js';
import { supplierContracts, supplierFaults } from './supplier-records/supplier-records.projection.js';

describe('§11.6 (8): all events again make every read model of contracts again', { timeout: 120_000 }, () => {
  it.each([
    catalogProjection,
    comparisonsProjection,
    debarmentsProjection,
    contractFigures,
    selectionFigures,
    supplierContracts,
    supplierFaults,
    purchasesProjection,
  ])('$name', (projection) => {
    fc.assert(
      fc.property(someTold(projection), someDeliveries, (told, deliveries) => {
        expectRebuilt(told, deliveries);
      }),
      propertyRuns(10_000),
    );
  });
});
