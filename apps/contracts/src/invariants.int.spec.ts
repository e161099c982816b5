import { expectRebuiltRows, tellAtRandom } from '#testing/rebuilt.js';
import { serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers } from '#testing/stores.js';
import { contracts } from './contracts.service-map.js';

const SEED = Number(process.env['PROPERTY_SEED'] ?? 1);

describeWithServers('§11.6 (8): fifty sequences through store and broker', () => {
  let under: ServiceUnderTest;
  beforeAll(async () => {
    under = await serviceUnderTest(
      contracts,
      contracts.projections.flatMap(({ consumes }) => consumes.filter(({ service }) => service !== 'contracts')),
    );
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  it.each(contracts.projections)(
    'make $name, and make it again',
    async (projection) => {
      await tellAtRandom(under, projection, SEED);
      expect(await expectRebuiltRows(under, 'contracts', projection)).toBeGreaterThanOrEqual(40);
    },
    180_000,
  );
});
