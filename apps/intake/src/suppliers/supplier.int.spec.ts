import { personas } from '#testing/personas.js';
import { serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers } from '#testing/stores.js';
import { intake } from '../intake.service-map.js';
import { Applying, registration } from '../testing/applying.js';

describeWithServers('Suppliers of intake', () => {
  let service: ServiceUnderTest;
  let story: Applying;

  beforeAll(async () => {
    service = await serviceUnderTest(
      intake,
      intake.consumers.map(([event]) => event),
    );
    story = new Applying(service);
    await story.client.clock('2025-08-04 09:00');
  });
  afterAll(() => service.stop());

  it('registers a supplier once, under its own business number', async () => {
    await story.registerSupplier();
    expect((await story.supplier.post('/v1/suppliers', registration)).outcome).toBe('409 SUPPLIER_EXISTS');
    const stranger = await story.client.as(personas.stranger).post('/v1/suppliers', registration);
    expect(stranger.status).toBe(403);
  });
});
