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
    expect((await under.as(buyer).put(budgetPath(buyer, '2027'), { amount: 100_000_000 })).view).toMatchObject({
      fundingSource: 'BID_SAVINGS',
      available: 100_000_000,
      version: 1,
    });
    expect((await under.budget(buyer, '2027')).amount).toBe(100_000_000);
    expect((await under.as(personas.auditor).get(budgetPath(buyer))).status).toBe(200);
  });

  it('F-29: are one for each fiscal year and funding source, and listed by them', async () => {
    const buyer = await under.buyer(100_000_000);
    const general = budgetPath(buyer, '2025', 'GENERAL');
    expect((await under.as(buyer).put(general, { amount: 5 })).status).toBe(200);
    expect((await under.budget(buyer)).amount).toBe(100_000_000);
    const listed = await under.as(buyer).get('/v1/budgets?fiscalYear=2025');
    expect(listed.view.items.map(({ amount }) => amount).sort()).toEqual([100_000_000, 5]);
    const one = await under.as(buyer).get('/v1/budgets?fundingSource=GENERAL');
    expect(one.view.items.map(({ amount }) => amount)).toEqual([5]);
    expect((await under.as(buyer).get(budgetPath(buyer, '2025', 'LOTTERY'))).status).toBe(404);
  });

  it('F-35: of two officers who set one from the same reading, the second is told to read it again', async () => {
    const buyer = await under.buyer();
    const path = budgetPath(buyer);
    const { etag } = await under.as(buyer).get(path);
    const raise = (amount: number) => under.as(buyer).put(path, { amount }, { ifMatch: etag ?? '' });
    expect((await raise(200_000_000)).status).toBe(200);
    expect((await raise(300_000_000)).outcome).toBe('412 VERSION_STALE');
    expect((await under.as(buyer).put(path, { amount: 1 })).outcome).toBe('428 IF_MATCH_REQUIRED');
    expect((await under.budget(buyer)).amount).toBe(200_000_000);
  });

  it('keep their history', async () => {
    const buyer = await under.buyer(7);
    expect((await under.setBudget(buyer, 9)).status).toBe(200);
    const { body } = await under.as(buyer).get(`${budgetPath(buyer)}/history`);
    const { items } = body as { items: { type: string }[] };
    expect(items.map(({ type }) => type)).toEqual(['BudgetSet', 'BudgetSet']);
  });

  it('are known to their own institution only', async () => {
    const [buyer, other] = [await under.buyer(), await under.buyer()];
    const path = budgetPath(buyer);
    expect((await under.as(other).get(path)).status).toBe(404);
    expect((await under.as(other).put(path, { amount: 1 })).status).toBe(404);
    expect((await under.as(personas.supplier).get(path)).status).toBe(403);
    expect((await under.as().get(path)).status).toBe(401);
    expect((await under.as(buyer).get(budgetPath(buyer, '1999'))).status).toBe(404);
  });

  it('are whole won', async () => {
    const buyer = await under.buyer();
    const { status, view } = await under.as(buyer).put(budgetPath(buyer), { amount: -1 });
    expect([status, view.errors[0]?.pointer]).toEqual([422, '/amount']);
  });
});
