import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { budgetPath, ContractsUnderTest } from '../testing/contracts-under-test.js';

describeWithServers('Budgets', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start({ watermarks: false });
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  it('are set and seen by their own institution', async () => {
    const buyer = await under.buyer();
    const body = { amount: 100_000_000, fundingSource: 'BID_SAVINGS' };
    expect((await under.as(buyer).put(budgetPath(buyer, '2026'), body)).view).toMatchObject({
      available: 100_000_000,
      version: 1,
    });
    expect((await under.budget(buyer)).amount).toBe(100_000_000);
    expect((await under.as(personas.auditor).get(budgetPath(buyer))).status).toBe(200);
  });

  it('are known to their own institution only', async () => {
    const [buyer, other] = [await under.buyer(), await under.buyer()];
    const path = budgetPath(buyer);
    expect((await under.as(other).get(path)).status).toBe(404);
    expect((await under.as(other).put(path, { amount: 1, fundingSource: 'FUND' })).status).toBe(404);
    expect((await under.as(personas.supplier).get(path)).status).toBe(403);
    expect((await under.as().get(path)).status).toBe(401);
    expect((await under.as(buyer).get(budgetPath(buyer, '1999'))).status).toBe(404);
  });

  it('are whole won', async () => {
    const buyer = await under.buyer();
    const { status, view } = await under.as(buyer).put(budgetPath(buyer), { amount: -1, fundingSource: 'FUND' });
    expect([status, view.errors[0]?.pointer]).toEqual([422, '/amount']);
  });
});
