import { databaseOf } from '#testing/notes.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Applying } from '../testing/applying.js';

const SOON = { within: 20_000 };

describeWithServers('A deadline of an application that cannot act', () => {
  let story: Applying;
  beforeAll(async () => {
    story = await Applying.start();
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  const failing = async () => {
    const text = await (await fetch(`${story.under.service.opsUrl}/metrics`)).text();
    return /^timers_failing(?:\{.*\})? (\d+)$/m.exec(text)?.[1];
  };
  const secondDemand = async (id: string) => (await story.read(id)).supplements[0]?.secondDemandAt;

  it('F-09: says so in a metric, holds up no other one, and acts once it can', async () => {
    const [stuck, free] = [
      await story.requestSupplement(await story.inCheck('막힌 기한')),
      await story.requestSupplement(await story.inCheck('다른 기한')),
    ];
    const db = databaseOf(story.under.database);
    const isAsBefore = { 'state.supplements.secondDemandAt': { $exists: false } };
    const validator = { $or: [{ _id: { $ne: stuck.id } }, isAsBefore] };
    await db.command({ collMod: 'applications', validator });
    await story.client.clock('2025-08-25 09:00');
    expect(await secondDemand(free.id)).toBeDefined();
    await eventually(async () => expect(await failing()).toBe('1'), SOON);
    expect(await secondDemand(stuck.id)).toBeUndefined();
    await db.command({ collMod: 'applications', validator: {} });
    await eventually(async () => expect(await secondDemand(stuck.id)).toBeDefined(), SOON);
    await eventually(async () => expect(await failing()).toBe('0'), SOON);
    // The ten days count from the demand, however late it came.
    expect((await story.read(stuck.id)).supplements[0]).toMatchObject({ dueOn: '2025-09-04' });
  }, 60_000);
});
