import { expectRebuiltRows, tellAtRandom } from '#testing/rebuilt.js';
import { serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers } from '#testing/stores.js';
import { contracts } from './contracts.service-map.js';
import { catalogProjection } from './read-models/catalog/catalog.projection.js';
import { comparisonsProjection } from './read-models/comparisons/comparisons.projection.js';
import { debarmentsProjection } from './read-models/debarments/debarments.projection.js';
import { purchasesProjection } from './read-models/red-flags/purchases.projection.js';
import { contractFigures, selectionFigures } from './read-models/statistics/statistics.projection.js';
import { supplierContracts, supplierFaults } from './read-models/supplier-records/supplier-records.projection.js';

const SEED = Number(process.env['PROPERTY_SEED'] ?? 1);
const PROJECTIONS = [
  catalogProjection,
  comparisonsProjection,
  debarmentsProjection,
  contractFigures,
  selectionFigures,
  supplierContracts,
  supplierFaults,
  purchasesProjection,
];

describeWithServers('§11.6 (8): fifty sequences through store and broker', () => {
  let under: ServiceUnderTest;
  beforeAll(async () => {
    under = await serviceUnderTest(
      contracts,
      PROJECTIONS.flatMap(({ consumes }) => consumes.filter(({ service }) => service !== 'contracts')),
    );
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  it.each(PROJECTIONS)(
    'make $name, and make it again',
    async (projection) => {
      await tellAtRandom(under, projection, SEED);
      expect(await expectRebuiltRows(under, 'contracts', projection)).toBeGreaterThanOrEqual(40);
    },
    180_000,
  );
});
