import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';
import { deposit, LISTING, quote, SECOND } from '../testing/contract-story.js';

const { competitor } = personas;

describeWithServers('A catalog contract', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  it('goes from proposals of agreement holders to order and confirmation', async () => {
    const contract = await under.story({ method: 'CATALOG' });
    const { buyer } = contract;
    await contract.on('2025-11-03', 'PLANNED');
    const ask = (listingIds: string[]) => contract.act(buyer, 'proposal-requests', { listingIds });
    expect((await ask([LISTING])).view.code).toBe('LISTING_NOT_CONTRACTABLE');
    expect((await contract.act(buyer, 'quote-requests', { listingIds: [SECOND] })).view.code).toBe('METHOD_IS_CATALOG');
    expect((await ask([SECOND])).view.deadlines).toMatchObject([
      { key: 'CHOICE' },
      { key: 'PROPOSAL', dueAt: '2025-11-10T15:00:00.000Z' },
    ]);
    expect((await under.as(competitor).post(`${contract.path}/proposals`, quote())).status).toBe(200);
    expect((await contract.seenBy()).requests).toMatchObject([{ answer: 'ARRIVED' }]);
    await under.clock('2025-11-11 10:00');
    const evaluation = {
      evaluations: [{ requestNo: 1, score: 92.5, reason: '요구를 채운다' }],
      requestNo: 1,
      reason: '최고점',
    };
    const incomplete = { ...evaluation, evaluations: [{ requestNo: 2, score: 1, reason: '-' }] };
    expect((await contract.act(buyer, 'evaluation', incomplete)).view.code).toBe('EVALUATION_INCOMPLETE');
    expect((await contract.act(buyer, 'evaluation', evaluation)).view.status).toBe('NEGOTIATING');
    await contract.act(buyer, 'terms', contract.terms());
    await contract.act(competitor, 'terms', contract.terms());
    await contract.act(buyer, 'draft', deposit);
    expect((await contract.act(competitor, 'signatures')).view.code).toBe('DELIVERY_ORDER_MISSING');
    await contract.act(buyer, 'signatures');
    const { view } = await contract.act(competitor, 'signatures');
    expect(view.signatures).toMatchObject([{ act: 'DELIVERY_ORDER' }, { act: 'CONFIRMATION' }]);
    expect(view.concluded).toMatchObject({ method: 'CATALOG', agreementNo: '00-25-00001-00' });
    expect(view.concluded?.contractNo).toMatch(/^CC-2025-/);
  });
});
