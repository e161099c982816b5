import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { Applying, registration } from '../testing/applying.js';

describeWithServers('Suppliers of intake', () => {
  let story: Applying;

  beforeAll(async () => {
    story = await Applying.start();
  });
  afterAll(() => story.stop());

  it('registers a supplier once, under its own business number', async () => {
    await story.registerSupplier();
    expect((await story.supplier.post('/v1/suppliers', registration)).outcome).toBe('409 SUPPLIER_EXISTS');
    const stranger = await story.client.as(personas.stranger).post('/v1/suppliers', registration);
    expect(stranger.status).toBe(403);
  });
});
