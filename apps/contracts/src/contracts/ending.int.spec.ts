import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { addDays } from '#common/kernel/day.js';
import { institutionOf, personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import type { ContractStory } from '../testing/contract-story.js';
import { done, line, SECOND } from '../testing/contract-story.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';

const { supplier } = personas;
interface Performed {
  readonly nextPeriod?: object;
  readonly statements: readonly { readonly amount: number }[];
  readonly claims: readonly { readonly payable: number }[];
  readonly totals: Readonly<Record<string, number>>;
}

const AMOUNT = 10_800_000;
const BUDGET = 100_000_000;

/** The clock only moves forward: the tests follow it. */
describeWithServers('The end of a contract', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  const committed = (contract: ContractStory, amount: number) =>
    eventually(async () => {
      const { committed: spent, available } = await under.budget(contract.buyer);
      expect([spent, available]).toEqual([amount, BUDGET - amount]);
    });
  const figures = async () => {
    const { view } = await under.as().get('/v1/statistics');
    return view as unknown as { contracts: number; amount: number; corrections: object };
  };
  /** States, accepts, inspects, claims and pays every period; what it cost in all. */
  const settle = async (contract: ContractStory): Promise<number> => {
    const inspector = { ...institutionOf(contract.buyer.org ?? ''), sub: 'inspector-1' };
    const performed = async () => {
      const { performance } = (await contract.seenBy()) as unknown as { performance: Performed };
      return performance;
    };
    for (
      let n = 1, { nextPeriod } = await performed();
      nextPeriod !== undefined;
      n++, { nextPeriod } = await performed()
    ) {
      done(await contract.act(supplier, 'statements', { period: nextPeriod, availability: 100 }));
      done(await contract.act(contract.buyer, `statements/${n}/acceptance`, {}));
      done(await contract.act(inspector, 'inspections', { statementNo: n, result: 'PASSED' }));
      const { statements } = await performed();
      const amount = statements.at(-1)?.amount ?? 0;
      done(await contract.act(supplier, 'claims', { statements: [n], amount, invoiceNo: `2025-${n}` }));
      const payable = (await performed()).claims.at(-1)?.payable;
      done(await contract.act(contract.buyer, `claims/${n}/payment`, { amount: payable, paidOn: under.today }));
    }
    return (await performed()).totals['paid'] ?? 0;
  };
  const use = { projectName: '문서 자동화 도입', actualUser: '수요기관 1' };

  it('§11.4: one that is rescinded before its first day gives its money back and counts nowhere', async () => {
    const contract = await (await under.story()).to('CONCLUDED');
    await committed(contract, AMOUNT);
    done(await contract.act(contract.buyer, 'usage-registration', use));
    await eventually(async () => expect(await figures()).toMatchObject({ contracts: 1, amount: AMOUNT }));
    const rescission = { reason: '필요 소멸' };
    expect((await contract.act(supplier, 'rescission', rescission)).status).toBe(403);
    const { view } = await contract.act(contract.buyer, 'rescission', rescission);
    expect([view.status, view.ended]).toEqual(['RESCINDED', { on: under.today, reason: '필요 소멸' }]);
    expect((await contract.seenByPublic()).ended).toEqual({ on: under.today });
    await committed(contract, 0);
    await eventually(async () =>
      expect(await figures()).toMatchObject({ contracts: 0, corrections: { rescinded: 1, terminated: 0 } }),
    );
    expect((await contract.act(contract.buyer, 'rescission', rescission)).outcome).toBe('409 CONTRACT_NOT_CONCLUDED');
  });

  it('§11.4: one that is terminated settles its used part and gives back the rest', async () => {
    const contract = await (await under.story()).to('CONCLUDED');
    const notice = { ground: 'BUDGET', reason: '예산 삭감', effectiveOn: '2025-10-10', usedAmount: 2_000_000 };
    expect((await contract.act(contract.buyer, 'termination', notice)).outcome).toBe('409 CONTRACT_NOT_ACTIVE');
    await under.clock('2025-09-05 10:00');
    done(await contract.act(contract.buyer, 'usage-registration', use));
    expect((await contract.act(supplier, 'termination', notice)).outcome).toBe('422 GROUND_NOT_YOURS');
    const { view } = await contract.act(contract.buyer, 'termination', notice);
    expect([view.status, view.termination]).toMatchObject(['ACTIVE', { ground: 'BUDGET', usedAmount: 2_000_000 }]);
    await under.clock('2025-10-10 00:01');
    const ended = await contract.seenByPublic();
    expect([ended.status, ended.ended]).toEqual(['TERMINATED', { on: '2025-10-10', settledAmount: 2_000_000 }]);
    expect(ended.termination).toBeUndefined();
    await committed(contract, 2_000_000);
    await eventually(async () =>
      expect(await figures()).toMatchObject({ contracts: 1, amount: 2_000_000, corrections: { terminated: 1 } }),
    );
    await eventually(async () => {
      const { items } = (await under.as(supplier).get('/v1/notices')).view;
      expect(items.map((one) => (one as unknown as { reason: string }).reason)).toEqual(
        expect.arrayContaining(['CONTRACT_RESCINDED', 'TERMINATION_NOTICED', 'CONTRACT_TERMINATED']),
      );
    });
    // Its end was less than 45 days ahead, so notice and data were due from the notice of termination on.
    const due = (shown: { deadlines: readonly { key: string }[] }) => shown.deadlines.map(({ key }) => key);
    await eventually(async () =>
      expect(due(await contract.seenBy(supplier))).toEqual(['END_NOTICE', 'DATA_RETURN', 'DATA_DESTRUCTION']),
    );
    const endNotice = { retrieval: 'CSV로 내려받기', desk: { unit: '고객지원', number: '02-1234-5678' } };
    expect((await contract.act(contract.buyer, 'end-notice', endNotice)).status).toBe(403);
    done(await contract.act(supplier, 'end-notice', endNotice));
    expect((await contract.act(supplier, 'end-notice', endNotice)).outcome).toBe('409 END_NOTICE_GIVEN');
    expect(due(await contract.seenBy())).toEqual(['DATA_RETURN', 'DATA_DESTRUCTION']);
    expect(await contract.seenBy()).toMatchObject({ endNotice: { lastDay: '2025-10-09', noticedOn: '2025-10-10' } });
    expect((await contract.seenByPublic()) as unknown).not.toHaveProperty('endNotice');
    expect((await contract.act(contract.buyer, 'settlement')).outcome).toBe('409 CONTRACT_UNSETTLED');
    const cost = await settle(contract);
    done(await contract.act(contract.buyer, 'settlement'));
    expect(cost).toBeLessThan(2_000_000);
    expect((await contract.seenByPublic()).ended).toMatchObject({ settledAmount: cost, settledOn: '2025-10-10' });
    await committed(contract, cost);
    done(await contract.act(contract.buyer, 'data-return', { outcome: 'NOTHING_HELD' }));
    done(await contract.act(supplier, 'data-destruction', { note: '덮어쓰기' }));
  });

  it('§11.3: one whose selection was cancelled for fraud runs until its institution decides', async () => {
    const listing = await under.listing();
    const contract = await (await under.story({ listingIds: [listing.listingId] })).to('CONCLUDED');
    const cancelled = { ...SelectionCancelled.sample, applicationId: listing.applicationId, cancelledOn: under.today };
    await under.test.emit(SelectionCancelled, cancelled.caseId, cancelled);
    await eventually(async () =>
      expect((await contract.seenBy()).terminationReview).toEqual({ status: 'OPEN', cancelledOn: under.today }),
    );
    expect((await contract.seenByPublic()).terminationReview).toBeUndefined();
    expect((await contract.act(supplier, 'termination-review', { reason: '-' })).status).toBe(403);
    const { view } = await contract.act(contract.buyer, 'termination-review', { reason: '대체 서비스 없음' });
    expect([view.status, view.terminationReview]).toMatchObject(['CONCLUDED', { status: 'KEPT' }]);
  });

  it('§11.4: one that was performed is completed once its data are returned and destroyed', async () => {
    const contract = await (await under.story()).to('CONCLUDED');
    const startsOn = (await contract.seenByPublic()).concluded?.startsOn ?? '';
    await under.clock(`${startsOn} 10:00`);
    // An amendment brings its last day near.
    const shorter = { lines: [line()], until: addDays(startsOn, 1), reason: '조기 이행' };
    done(await contract.act(contract.buyer, 'amendments', shorter));
    for (const party of [contract.buyer, supplier]) done(await contract.act(party, 'amendments/1/signatures'));
    await under.clock(`${addDays(startsOn, 2)} 10:00`);
    const completion = { inspectedOn: under.today };
    expect((await contract.act(contract.buyer, 'completion', completion)).outcome).toBe('409 DATA_NOT_RETURNED');
    done(await contract.act(contract.buyer, 'data-return', { outcome: 'RETURNED', note: 'CSV' }));
    expect((await contract.act(contract.buyer, 'data-destruction', { note: '-' })).status).toBe(403);
    done(await contract.act(supplier, 'data-destruction', { note: '덮어쓰기' }));
    expect((await contract.act(contract.buyer, 'completion', completion)).outcome).toBe('409 CONTRACT_UNSETTLED');
    const cost = await settle(contract);
    expect(cost).toBeGreaterThan(0);
    const { view } = await contract.act(contract.buyer, 'completion', completion);
    expect([view.status, view.ended]).toMatchObject(['COMPLETED', { settledAmount: cost }]);
    await committed(contract, cost);
    // §11.4: its institution goes on with the same service, by one contract and not by two.
    const { buyer, contractId } = contract;
    const next = await (await under.story({ buyer, successorOf: contractId })).to('PLANNED');
    const again = await under.as(buyer).post('/v1/contracts', next.plan());
    expect(again.outcome).toBe('409 FORMER_SUCCEEDED');
    expect((await next.act(buyer, 'quote-requests', { listingIds: [SECOND] })).outcome).toBe(
      '422 LISTING_OF_OTHER_SERVICE',
    );
    await next.to('CONCLUDED');
    await eventually(async () =>
      expect((await contract.seenByPublic()).successor).toMatchObject({ contractId: next.contractId }),
    );
  });
});
