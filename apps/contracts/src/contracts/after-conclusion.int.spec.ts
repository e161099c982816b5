import { addDays } from '#common/kernel/day.js';
import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';

const usage = { projectName: '문서 자동화 도입', actualUser: '수요기관 1' };

/** The clock only moves forward: the test with days of the story comes first. */
describeWithServers('After the conclusion', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  it('contracts start on their day, registrations fall overdue and stay possible', async () => {
    const contract = await under.story();
    await contract.on('2025-09-29', 'QUOTED');
    await contract.on('2025-10-17', 'CONCLUDED');
    await under.clock('2025-11-11 10:00');
    const started = await contract.seenBy();
    expect([started.status, started.registration?.status]).toEqual(['ACTIVE', 'OVERDUE']);
    expect(started.deadlines).toMatchObject([{ key: 'USAGE_REGISTRATION', overdue: true }]);
    const list = '/v1/unregistered-contracts?overdue=true';
    const overdue = async () => (await under.as(personas.ministry).get(list)).view.items;
    expect((await overdue()).map(({ id }) => id)).toContain(contract.contractId);
    expect((await under.as(contract.buyer).get(list)).status).toBe(403);
    const correction = { ...usage, actualUser: '수요기관 2', reason: '오기' };
    expect((await contract.act(contract.buyer, 'usage-corrections', correction)).outcome).toBe(
      '409 USAGE_NOT_REGISTERED',
    );
    expect((await contract.act(personas.supplier, 'usage-registration', usage)).status).toBe(403);
    const { view } = await contract.act(contract.buyer, 'usage-registration', usage);
    expect(view.registration).toMatchObject({ status: 'REGISTERED', registeredOn: '2025-11-11' });
    expect((await contract.act(contract.buyer, 'usage-registration', usage)).view.code).toBe('USAGE_REGISTERED');
    expect((await overdue()).map(({ id }) => id)).not.toContain(contract.contractId);
    const corrected = (await contract.act(contract.buyer, 'usage-corrections', correction)).view;
    expect(corrected.registration).toMatchObject({ status: 'CORRECTED', overdue: false });
    const planned = await (await under.story()).to('PLANNED');
    expect((await planned.act(planned.buyer, 'usage-registration', usage)).view.code).toBe('CONTRACT_NOT_CONCLUDED');
  });

  it('a plan without any act is cancelled after sixty days', async () => {
    const concluded = await (await under.story()).to('CONCLUDED');
    const idle = await (await under.story()).to('PLANNED');
    const planned = under.today;
    await under.clock(`${addDays(planned, 60)} 00:01`);
    expect((await idle.seenBy()).status).toBe('PLANNED');
    await under.clock(`${addDays(planned, 61)} 00:00`);
    expect((await idle.seenBy()).status).toBe('CANCELLED');
    expect((await concluded.seenBy()).status).toBe('ACTIVE');
  });
});
