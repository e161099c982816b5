import { expectRebuiltRows, tellAtRandom } from '#testing/rebuilt.js';
import { serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers } from '#testing/stores.js';
import { debarmentsProjection } from './read-models/debarments/debarments.projection.js';
import { review } from './review.service-map.js';

const SEED = Number(process.env['PROPERTY_SEED'] ?? 1);

describeWithServers('§11.6 (8): fifty sequences through store and broker', () => {
  let under: ServiceUnderTest;
  beforeAll(async () => {
    under = await serviceUnderTest(review, [
      ...review.consumers.map(([event]) => event),
      ...debarmentsProjection.consumes,
    ]);
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  it('make the read model of debarments, and make it again', async () => {
    await tellAtRandom(under, debarmentsProjection, SEED);
    expect(await expectRebuiltRows(under, 'review', debarmentsProjection)).toBe(50);
  }, 180_000);
});
