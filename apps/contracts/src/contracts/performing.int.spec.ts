import { addDays, addMonths } from '#common/kernel/day.js';
import { personas, institutionOf } from '#testing/personas.js';
import { eventually } from '#testing/eventually.js';
import { describeWithServers } from '#testing/stores.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';
import { done, type ContractStory, type View } from '../testing/contract-story.js';

const { supplier } = personas;

interface Statement {
  readonly status: string;
  readonly amount: number;
  readonly inspection: { readonly status: string; readonly due: { readonly dueAt: string } };
}
interface Performed {
  readonly nextPeriod?: { readonly from: string; readonly to: string };
  readonly statements: readonly Statement[];
  readonly claims: readonly { readonly status: string; readonly due: { readonly dueAt: string } }[];
  readonly totals: Readonly<Record<string, number>>;
}
const performed = (view: View): Performed => {
  const { performance } = view as View & { readonly performance?: Performed };
  if (performance === undefined) throw new Error('The performance is not in the view.');
  return performance;
};

/** The clock only moves forward: the tests are in the order of their days. */
describeWithServers('The performance of a contract', () => {
  let under: ContractsUnderTest;
  let contract: ContractStory;
  /** Another person of the institution: who accepts does not inspect. */
  const inspector = ({ buyer }: ContractStory) => ({ ...institutionOf(buyer.org ?? ''), sub: 'inspector-1' });
  const next = async () => performed(await contract.seenBy()).nextPeriod ?? { from: '', to: '' };

  beforeAll(async () => {
    under = await ContractsUnderTest.start();
    contract = await (await under.story()).to('CONCLUDED');
  }, 90_000);
  afterAll(() => under?.stop(), 30_000);

  it('§5.6: is stated, accepted, inspected, claimed and paid, and seen by its parties alone', async () => {
    const period = await next();
    expect(period.to).toBe(addDays(addMonths(period.from, 1), -1));
    const statement = { period, availability: 99.5 };
    const early = await contract.act(supplier, 'statements', statement);
    expect([early.status, early.view.code]).toEqual([409, 'CONTRACT_NOT_ACTIVE']);
    await under.clock(`${addDays(period.to, 1)} 10:00`);
    const work = await under.as(supplier).get('/v1/work');
    expect(JSON.stringify(work.body)).toContain('SUBMIT_STATEMENT');
    const before = { period: { from: addMonths(period.from, -1), to: addDays(period.from, -1) }, availability: 100 };
    const refused = await contract.act(supplier, 'statements', before);
    expect([refused.status, refused.view.code]).toEqual([422, 'STATEMENT_BEFORE_START']);
    expect((await contract.act(contract.buyer, 'statements', statement)).status).toBe(403);
    const submitted = done(await contract.act(supplier, 'statements', statement));
    // A tenth of 900,000 won is not due.
    expect(performed(submitted).statements).toMatchObject([{ status: 'SUBMITTED', amount: 810_000 }]);
    done(await contract.act(contract.buyer, 'statements/1/acceptance', {}));
    const own = await contract.act(contract.buyer, 'inspections', { statementNo: 1, result: 'PASSED' });
    expect([own.status, own.view.code]).toEqual([403, 'OWN_WORK']);
    done(await contract.act(inspector(contract), 'inspections', { statementNo: 1, result: 'PASSED' }));
    const claim = { statements: [1], amount: 810_000, invoiceNo: '2025-1' };
    const claimed = done(await contract.act(supplier, 'claims', claim));
    const { dueAt } = performed(claimed).claims[0]?.due ?? { dueAt: '' };
    const tooMuch = await contract.act(contract.buyer, 'claims/1/payment', { amount: 810_010, paidOn: under.today });
    expect([tooMuch.status, tooMuch.view.code]).toEqual([422, 'PAYMENT_ABOVE_CLAIM']);
    const last = new Date(Date.parse(dueAt) - 1).toISOString();
    await under.clock(last);
    const paid = done(await contract.act(contract.buyer, 'claims/1/payment', { amount: 810_000, paidOn: under.today }));
    expect(performed(paid)).toMatchObject({
      claims: [{ status: 'PAID' }],
      statements: [{ status: 'PAID' }],
      totals: { paid: 810_000, claimed: 0, interest: 0 },
    });
    expect(await contract.seenByPublic()).not.toHaveProperty('performance');
    expect(await contract.seenBy(personas.competitor)).not.toHaveProperty('performance');
    const listed = await under.as(contract.buyer).get('/v1/contracts?own=true');
    expect(listed.view.items.map(({ id }) => id)).toContain(contract.contractId);
    expect(listed.view.items[0]).not.toHaveProperty('performance');
  });

  it('§11.4: of two answers of two officers at once one counts', async () => {
    const period = await next();
    await under.clock(`${addDays(period.to, 1)} 10:00`);
    done(await contract.act(supplier, 'statements', { period, availability: 100 }));
    const { version } = await contract.seenBy();
    const answer = (noun: string, body: object) =>
      under.as(contract.buyer).post(`${contract.path}/statements/2/${noun}`, body, { ifMatch: version });
    const answers = await Promise.all([answer('acceptance', {}), answer('dispute', { reason: '가용률' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('§5.7: an incident is reported on no version, told to the institution, and on the topic with its class alone', async () => {
    const ago = (minutes: number) => new Date(under.instant - minutes * 60_000).toISOString();
    const leak = {
      class: 'LEAK',
      intervals: [{ from: ago(90), to: ago(30) }],
      what: '이용자 정보가 공개되었다',
      cause: '설정 오류',
      measures: '차단',
      advice: '비밀번호를 바꾼다',
      desk: { unit: '고객지원', number: '02-1234-5678' },
    };
    const report = (person: typeof supplier, body: object) => under.as(person).post(`${contract.path}/incidents`, body);
    expect((await report(contract.buyer, leak)).status).toBe(403);
    const short = { ...leak, class: 'OUTAGE', intervals: [{ from: ago(9), to: ago(1) }] };
    expect([(await report(supplier, short)).status, (await report(supplier, short)).view.code]).toEqual([
      422,
      'OUTAGE_TOO_SHORT',
    ]);
    done(await report(supplier, leak));
    const seen = async (person?: typeof supplier) => JSON.stringify((await under.as(person).get(contract.path)).body);
    expect(await seen(contract.buyer)).toContain('설정 오류');
    expect(await seen(personas.ministry)).toContain('설정 오류');
    expect(await seen()).not.toContain('설정 오류');
    expect(await seen(personas.competitor)).not.toContain('설정 오류');
    await eventually(async () => {
      const notices = await under.as(contract.buyer).get('/v1/notices');
      expect(JSON.stringify(notices.body)).toContain('INCIDENT_REPORTED');
    });
  });

  it('bad input is refused, and nothing is written', async () => {
    const { version } = await contract.seenBy();
    const refuse = async (noun: string, body: object, status: number) =>
      expect((await contract.act(supplier, noun, body)).status).toBe(status);
    await refuse('statements', { period: { from: '2025-02-30', to: '2025-03-01' }, availability: 100 }, 422);
    await refuse('statements', { period: await next(), availability: 100.1 }, 422);
    await refuse('claims', { statements: [2, 2], amount: 1, invoiceNo: '1' }, 422);
    await refuse('claims', { statements: [0], amount: 1, invoiceNo: '1' }, 422);
    await refuse('claims', { statements: [77], amount: 1, invoiceNo: '1' }, 404);
    expect((await contract.seenBy()).version).toBe(version);
  });
});
