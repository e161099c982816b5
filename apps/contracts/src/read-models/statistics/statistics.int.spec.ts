import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { UsageRegistered } from '#common/events/definitions/usage-registered.js';
import { newId } from '#common/kernel/ids.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { COUNTED } from './domain/statistics.js';
import { ContractsUnderTest } from '../../testing/contracts-under-test.js';

const usage = { projectName: '문서 자동화 도입', actualUser: '수요기관 1' };

describeWithServers('The statistics', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  it('the statistics count what is registered and show the gap', async () => {
    const buyer = await under.buyer();
    const contracts = [await under.story({ buyer })];
    for (let n = 0; n < 3; n++) contracts.push(await under.story({ buyer }));
    await under.clock('2025-09-29 10:00');
    for (const contract of contracts) await contract.to('QUOTED');
    await under.clock('2025-10-17 10:00');
    for (const contract of contracts) await contract.to('CONCLUDED');
    const byCatalog = await under.story({ buyer, method: 'CATALOG' });
    await byCatalog.on('2025-11-03', 'QUOTED');
    await byCatalog.on('2025-11-11', 'CONCLUDED');
    for (const contract of [contracts[0], byCatalog]) await contract?.act(buyer, 'usage-registration', usage);
    await under.test.emit(ServiceSelected, ServiceSelected.sample.caseId, ServiceSelected.sample);
    const publicly = under.as();
    await eventually(async () => {
      const { status, body } = await publicly.get('/v1/statistics?asOf=2025-11-11&groupBy=METHOD');
      expect(status).toBe(200);
      expect(body).toEqual({
        asOf: '2025-11-11',
        corrections: { rescinded: 0, terminated: 0, amended: 0 },
        dateBasis: 'CONCLUDED',
        multiYear: 'YEARLY',
        groupBy: 'METHOD',
        counted: COUNTED,
        selections: { total: 1, aiConvergence: 1, groups: [] },
        suppliers: 1,
        institutions: 1,
        contracts: 2,
        amount: 21_600_000,
        amountText: '21600000',
        unregistered: 3,
        leadTime: { median: 6, p90: 9, withinTarget: { businessDays: 10, contracts: 2, percent: 100 } },
        contractedSuppliers: 2,
        mean: 10_800_000,
        median: 10_800_000,
        groups: ['CATALOG', 'NEGOTIATED'].map((key) => ({
          key,
          contracts: 1,
          institutions: 1,
          contractedSuppliers: 1,
          amount: 10_800_000,
          amountText: '10800000',
          mean: 10_800_000,
          median: 10_800_000,
        })),
      });
    });
    const registered = (await publicly.get('/v1/statistics?asOf=2025-11-10&dateBasis=REGISTERED')).body;
    expect(registered).toMatchObject({ contracts: 0, unregistered: 4 });
    expect((await publicly.get('/v1/statistics?asOf=2025-02-30')).status).toBe(422);
    const period = 'asOf=2025-11-11&from=2025-11-01&to=2025-11-30';
    expect((await publicly.get(`/v1/statistics?${period}&groupBy=TYPE,METHOD`)).body).toMatchObject({
      from: '2025-11-01',
      to: '2025-11-30',
      groupBy: 'TYPE,METHOD',
      contracts: 1,
      groups: [{ secondKey: 'CATALOG', contracts: 1 }],
    });
    const knownBefore = 'asOf=2025-11-11&knownAt=2025-10-01T00:00:00%2B09:00';
    expect((await publicly.get(`/v1/statistics?${knownBefore}`)).body).toMatchObject({
      knownAt: '2025-09-30T15:00:00.000Z',
      contracts: 0,
      unregistered: 0,
    });
    expect((await publicly.get('/v1/statistics?asOf=2025-11-11&groupBy=TYPE')).body).toMatchObject({
      selections: { total: 1, groups: [{ key: 'CONVERGENCE', total: 1 }] },
    });
    const file = await publicly.get('/v1/statistics?asOf=2025-11-11&groupBy=METHOD&format=csv');
    expect([file.status, file.headers.get('content-disposition')]).toEqual([
      200,
      "attachment; filename=statistics-2025-11-11.csv; filename*=UTF-8''%EC%9D%B4%EC%9A%A9%EA%B3%84%EC%95%BD%20%EC%8B%A4%EC%A0%81%202025-11-11.csv",
    ]);
    expect(file.bytes.toString().split('\r\n')[2]).toBe(
      '"합계","합계",1,2,21600000,10800000,10800000,1,2,2025-11-11,"CONCLUDED"," ~ ","YEARLY",',
    );
    for (const wrong of [
      'format=xls',
      'groupBy=COLOUR',
      'groupBy=TYPE,TYPE',
      'groupBy=TYPE,METHOD,YEAR',
      'from=2025-02-30',
      'knownAt=2025-10-01',
      'from=2025-11-02&to=2025-11-01',
    ]) {
      expect((await publicly.get(`/v1/statistics?${wrong}`)).status).toBe(422);
    }
  });

  it('#38: answer for contracts of any amount, to the won', async () => {
    const publicly = under.as();
    const query = '/v1/statistics?asOf=2025-12-31&groupBy=KIND';
    const before = (await publicly.get(query)).body as { contracts: number; amountText: string };
    const amount = Number.MAX_SAFE_INTEGER;
    for (let n = 0; n < 2; n++) {
      const contractId = newId();
      await under.test.emit(ContractSigned, contractId, { ...ContractSigned.sample, contractId, amount });
      await under.test.emit(UsageRegistered, contractId, { ...UsageRegistered.sample, contractId, amount });
    }
    await eventually(async () => {
      const { status, body } = await publicly.get(query);
      expect([status, body]).toMatchObject([200, { contracts: before.contracts + 2 }]);
      const sum = BigInt(before.amountText) + 2n * BigInt(amount);
      expect((body as { amountText: string }).amountText).toBe(String(sum));
    });
  });

  it('S12, R-49: read the rows that have changed since the last place, once, and never without a limit', async () => {
    const { db } = under.test.database.connection;
    const publicly = under.as();
    const ask = () => publicly.get('/v1/statistics?asOf=2025-11-11');
    const readsOf = async (figures: RegExp, since: Date) => {
      const profile = db?.collection('system.profile');
      return (await profile?.find({ ns: figures, op: 'query', ts: { $gt: since } }).toArray()) ?? [];
    };
    const before = (await ask()).body as { readonly selections: { readonly total: number } };
    await db?.command({ profile: 2 });
    // The place of a row that was there already may be noted a moment later.
    await eventually(async () => {
      const since = new Date();
      for (let n = 0; n < 10; n++) expect((await ask()).body).toEqual(before);
      expect(await readsOf(/_figures$/, since)).toEqual([]);
    });
    const since = new Date();
    const [subject, total] = [newId(), before.selections.total + 1];
    await under.test.emit(ServiceSelected, subject, { ...ServiceSelected.sample, caseId: subject });
    await eventually(async () => expect((await ask()).body).toMatchObject({ selections: { total } }));
    const queries = await readsOf(/selection_figures$/, since);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) expect(query).toMatchObject({ command: { maxTimeMS: 5_000 }, nreturned: 1 });
    await db?.command({ profile: 0 });
  });
});
