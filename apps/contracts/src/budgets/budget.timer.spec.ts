import fc from 'fast-check';
import { AggregateStore, type StoreEnvironment } from '#common/aggregates/aggregate-store.js';
import { MemoryDocuments } from '#testing/memory-documents.js';
import { personas } from '#testing/personas.js';
import { propertyRuns } from '#testing/property-runs.js';
import { momentOf } from '#testing/specification.js';
import { systemActor } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { contractType } from '../contracts/contract.type.js';
import { entry, negotiated, planned } from '../testing/contract-steps.js';
import { signContract } from '../contracts/domain/signing.js';
import { BudgetTimer } from './budget.timer.js';
import { budgetType } from './budget.type.js';
import { committedOf, reservationOf, reservedOf } from './domain/budget.rules.js';
import { budgetIdOf, setBudget } from './domain/budgeting.js';
import { reserve } from './domain/reserving.js';
import { SettledTries } from './settled-tries.js';

const BUDGET = budgetIdOf({ institutionCode: '1000001', fiscalYear: 2025, fundingSource: 'GENERAL' });
const AMOUNT = 10_800_000;
const CONTRACTS = ['a', 'b', 'c'].map((tail) => `018f6f2a-0000-7000-8000-00000000001${tail}`);

/** Three signed-by-one contracts over a budget for two, and a clock that only the test moves. */
async function world() {
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
  const settle = new BudgetTimer(budgets, new SettledTries(budgets, contracts), { now: () => now });
  const asking = { actor: systemActor('test'), operation: 'test' };
  const intent = (id: string) => ({ id, actor: systemActor('test'), causationId: newId() });
  const frame = { institutionCode: '1000001', fiscalYear: 2025, amount: 2 * AMOUNT, fundingSource: 'GENERAL' as const };
  await budgets.create(intent(BUDGET), () => setBudget(undefined, frame));
  for (const id of CONTRACTS) {
    for (const { at, actor, ...event } of negotiated('ordered', planned({ contractId: id })).history) {
      now = at;
      await contracts.save({ ...intent(id), actor }, () => [event]);
    }
  }
  now = today.at;
  const tries = new Map<string, number>();
  return {
    budget: async () => (await budgets.get(BUDGET, asking)).state,
    contract: async (id: string) => (await contracts.get(id, asking)).state,
    /** First write of the second signature. */
    async reserve(contractId: string) {
      const { attempt } = await this.contract(contractId);
      const wanted = { contractId, attempt, amount: AMOUNT };
      await budgets.change(intent(BUDGET), (state, moment) => reserve(state, wanted, moment));
      tries.set(contractId, attempt);
    },
    /** Second write: on whatever try the first one was for. */
    async conclude(contractId: string) {
      const reservedAttempt = tries.get(contractId);
      const input = {
        party: 'SUPPLIER' as const,
        entry: entry(),
        ...(reservedAttempt !== undefined && { reservedAttempt }),
      };
      await contracts.change({ ...intent(contractId), actor: personas.supplier }, (state, moment) =>
        signContract(state, input, moment),
      );
    },
    async sixMinutesLater() {
      now = new Date(now.getTime() + 360_000);
      await settle.onDue(intent(BUDGET));
    },
  };
}

describe('A reservation whose time is over', () => {
  const [A] = CONTRACTS as [string];

  it('is released, and the try behind it can never conclude', async () => {
    const w = await world();
    await w.reserve(A);
    await w.sixMinutesLater();
    expect(reservationOf(await w.budget(), { contractId: A, attempt: 1 })?.status).toBe('RELEASED');
    expect((await w.contract(A)).attempt).toBe(2);
    await expect(w.conclude(A)).rejects.toMatchObject({ code: 'SIGNING_LAPSED' });
    await w.reserve(A);
    await w.conclude(A);
    expect((await w.contract(A)).status).toBe('CONCLUDED');
  });

  it('is spent when its contract was concluded, though nobody said so', async () => {
    const w = await world();
    await w.reserve(A);
    await w.conclude(A);
    await w.sixMinutesLater();
    expect([reservedOf(await w.budget()), committedOf(await w.budget())]).toEqual([0, AMOUNT]);
  });

  it('never lets contracts spend more than the budget, in whatever order signers and timer come', async () => {
    const step = fc.record({
      act: fc.constantFrom<'reserve' | 'conclude' | 'later'>('reserve', 'conclude', 'later'),
      contractId: fc.constantFrom(A, ...CONTRACTS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
        const w = await world();
        for (const { act, contractId } of steps) {
          const done = act === 'later' ? w.sixMinutesLater() : w[act](contractId);
          await done.catch((refusal: unknown) => expect(refusal).toMatchObject({ kind: 'state' }));
        }
        await w.sixMinutesLater();
        const states = await Promise.all(CONTRACTS.map((id) => w.contract(id)));
        const concluded = states.filter((state) => state.concluded !== undefined).length;
        const budget = await w.budget();
        expect([reservedOf(budget), committedOf(budget)]).toEqual([0, concluded * AMOUNT]);
        expect(committedOf(budget)).toBeLessThanOrEqual(budget.amount);
      }),
      propertyRuns(15),
    );
  }, 60_000);
});
