import fc from 'fast-check';
import { AggregateStore, type StoreEnvironment } from '#common/aggregates/aggregate-store.js';
import { systemActor } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { MemoryDocuments } from '#testing/memory-documents.js';
import { personas } from '#testing/personas.js';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import { contractType } from '../contracts/contract.type.js';
import { amountsToReserve, signContract } from '../contracts/domain/signing.js';
import { entry, negotiated, planned } from '../testing/contract-steps.js';
import { BudgetTimer } from './budget.timer.js';
import { budgetType } from './budget.type.js';
import { committedOf, reservedOf } from './domain/budget.rules.js';
import { budgetIdOf, setBudget } from './domain/budgeting.js';
import { releaseReservation, reserve } from './domain/reserving.js';
import { ReservedBudget } from './reserved-budget.js';
import { SettledTries } from './settled-tries.js';

const TOTAL = 10_800_000;
const YEARS = [2025, 2026];
const frameOf = (fiscalYear: number) => ({ institutionCode: '1000001', fiscalYear, fundingSource: 'GENERAL' as const });
const CONTRACTS = ['a', 'b', 'c'].map((tail) => `018f6f2a-0000-7000-8000-00000000001${tail}`);
const [A, B, C] = CONTRACTS as [string, string, string];

/** What 2025 pays of each contract; 2026 pays the rest. */
type Firsts = Readonly<Record<string, number>>;

/** Contracts that the institution has signed, over budgets of two years, and a clock that only the test moves. */
async function world(amounts: Readonly<Record<number, number>>, firsts: Firsts) {
  const today = momentOf('2025-10-17');
  let now = today.at;
  const environment: StoreEnvironment = {
    documents: (type) => new MemoryDocuments(type),
    moment: () => ({ ...today, at: now }),
    checkAccess: () => undefined,
    holds: () => true,
    visibleTo: () => [{}],
  };
  const budgets = new AggregateStore(budgetType, environment);
  const contracts = new AggregateStore(contractType, environment);
  const tries = new SettledTries(budgets, contracts);
  const reserved = new ReservedBudget(budgets, tries);
  const timer = new BudgetTimer(budgets, tries, { now: () => now });
  const asking = { actor: systemActor('test'), operation: 'test' };
  const intent = (id: string) => ({ id, actor: systemActor('test'), causationId: newId() });
  for (const year of YEARS) {
    const frame = { ...frameOf(year), amount: amounts[year] ?? 0 };
    await budgets.create(intent(budgetIdOf(frame)), () => setBudget(undefined, frame));
  }
  for (const [contractId, first] of Object.entries(firsts)) {
    const years = [
      { fiscalYear: 2025, amount: first },
      { fiscalYear: 2026, amount: TOTAL - first },
    ];
    const { history } = negotiated('ordered', planned({ contractId }), { terms: { years } });
    for (const { at, actor, ...event } of history) {
      now = at;
      await contracts.save({ ...intent(contractId), actor }, () => [event]);
    }
  }
  now = today.at;
  const contract = async (id: string) => (await contracts.get(id, asking)).state;
  const budget = async (year: number) => (await budgets.get(budgetIdOf(frameOf(year)), asking)).state;
  return {
    contract,
    budget,
    /** First writes of the second signature, on the contract as the signer has read it. */
    async reserve(id: string) {
      const state = await contract(id);
      await reserved.reserve(state, amountsToReserve(state));
      return state.attempt;
    },
    /** Last write: on whatever try the first ones were for. */
    async conclude(id: string, reservedAttempt: number) {
      const input = { party: 'SUPPLIER' as const, entry: entry(), reservedAttempt };
      await contracts.change({ ...intent(id), actor: personas.supplier }, (state, moment) =>
        signContract(state, input, moment),
      );
    },
    async sixMinutesLater() {
      now = new Date(now.getTime() + 360_000);
      for (const year of YEARS) await timer.onDue(intent(budgetIdOf(frameOf(year))));
    },
    /** Reserved and committed, of 2025 and of 2026. */
    async figures() {
      const states = await Promise.all(YEARS.map(budget));
      return states.map((state) => [reservedOf(state), committedOf(state)]);
    },
  };
}

describe('A contract that several years pay for', () => {
  it('takes the part of each year, or nothing of any', async () => {
    const w = await world({ 2025: TOTAL, 2026: 8_000_000 }, { [A]: 2_800_000, [B]: 2_800_001 });
    await expect(w.reserve(A)).resolves.toBe(1);
    expect(await w.figures()).toEqual([
      [2_800_000, 0],
      [8_000_000, 0],
    ]);
    await expect(w.reserve(B)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
    expect((await w.contract(B)).attempt).toBe(1);
    expect((await w.figures())[0]).toEqual([2_800_000, 0]);
  });

  it('that loses a later year to another gives the earlier one back, and never concludes on that try', async () => {
    const w = await world({ 2025: TOTAL, 2026: TOTAL }, { [A]: 4_000_000, [B]: 0 });
    const settled = await Promise.allSettled([w.reserve(A), w.reserve(B)]);
    expect(settled).toMatchObject([
      { status: 'rejected', reason: { code: 'BUDGET_EXCEEDED' } },
      { status: 'fulfilled', value: 1 },
    ]);
    expect(await w.figures()).toEqual([
      [0, 0],
      [TOTAL, 0],
    ]);
    expect((await w.contract(A)).attempt).toBe(2);
    await expect(w.conclude(A, 1)).rejects.toMatchObject({ code: 'SIGNING_LAPSED' });
    await w.conclude(B, 1);
    await w.sixMinutesLater();
    expect(await w.figures()).toEqual([
      [0, 0],
      [0, TOTAL],
    ]);
  });

  it(
    '§11.4: never spends a won that another has spent, in whatever order signers and timer come',
    proves({ '11.4/budget-reserved': reserve, 'R-31': releaseReservation }),
    async () => {
      const first = fc.integer({ min: 0, max: TOTAL });
      const signer = fc.record({ id: fc.constantFrom(A, B, C), dies: fc.boolean() });
      const step = fc.oneof(fc.array(signer, { minLength: 1, maxLength: 4 }), fc.constant<'later'>('later'));
      await fc.assert(
        fc.asyncProperty(
          fc.tuple(first, first, first),
          fc.tuple(fc.integer({ min: 0, max: 2 * TOTAL }), fc.integer({ min: 0, max: 2 * TOTAL })),
          fc.array(step, { minLength: 1, maxLength: 5 }),
          async ([a, b, c], [of2025, of2026], steps) => {
            const w = await world({ 2025: of2025, 2026: of2026 }, { [A]: a, [B]: b, [C]: c });
            const sign = async ({ id, dies }: { readonly id: string; readonly dies: boolean }) => {
              const attempt = await w.reserve(id);
              if (!dies) await w.conclude(id, attempt);
            };
            for (const one of steps) {
              const done = one === 'later' ? [w.sixMinutesLater()] : one.map(sign);
              for (const outcome of await Promise.allSettled(done))
                if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ kind: 'state' });
            }
            await w.sixMinutesLater();
            const states = await Promise.all(CONTRACTS.map(w.contract));
            const concluded = states.filter((state) => state.concluded !== undefined);
            for (const [i, year] of YEARS.entries()) {
              const parts = concluded.flatMap(({ terms }) => terms?.years ?? []);
              const spent = parts.filter(({ fiscalYear }) => fiscalYear === year).reduce((all, p) => all + p.amount, 0);
              const { amount } = await w.budget(year);
              expect((await w.figures())[i]).toEqual([0, spent]);
              expect(spent).toBeLessThanOrEqual(amount);
            }
          },
        ),
        propertyRuns(40),
      );
    },
  );
});
