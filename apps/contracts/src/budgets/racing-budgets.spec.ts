import fc from 'fast-check';
import { systemActor } from '#common/kernel/actor.js';
import { Refusal } from '#common/kernel/errors.js';
import { newId } from '#common/kernel/ids.js';
import { personas } from '#testing/personas.js';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import type { Contracts } from '../contracts/contracts.repository.js';
import { contractType } from '../contracts/contract.type.js';
import type { ContractState } from '../contracts/domain/contract.state.js';
import { amountsToReserve, isSpent, signContract } from '../contracts/domain/signing.js';
import { entry, negotiated, planned } from '../testing/contract-steps.js';
import { FoldedStore } from '#testing/folded-store.js';
import { BudgetTimer } from './budget.timer.js';
import { budgetType } from './budget.type.js';
import type { Budgets } from './budgets.repository.js';
import { committedOf, reservationOf, reservedOf } from './domain/budget.rules.js';
import { budgetIdOf, setBudget } from './domain/budgeting.js';
import { reserve } from './domain/reserving.js';
import { ReservedBudget } from './reserved-budget.js';
import { SettledTries } from './settled-tries.js';

const TOTAL = 10_800_000;
const YEARS = [2025, 2026] as const;
const FIRSTS = [0, 1, 2_800_000, TOTAL - 1, TOTAL];
const CONTRACTS = ['a', 'b', 'c'].map((tail) => `018f6f2a-0000-7000-8000-00000000001${tail}`);
const frameOf = (fiscalYear: number) => ({ institutionCode: '1000001', fiscalYear, fundingSource: 'GENERAL' as const });
const idOf = (fiscalYear: number): string => budgetIdOf(frameOf(fiscalYear));
const intent = (id: string) => ({ id, actor: systemActor('test'), causationId: newId() });

type Amounts = Readonly<Record<(typeof YEARS)[number], number>>;

const today = momentOf('2025-10-17');

/** Contracts that the institution has signed, over budgets of two years; each read and write waits for its turn. */
function world(amounts: Amounts, signed: readonly ContractState[], turn: () => Promise<unknown>) {
  let now = today.at;
  const race = { turn, moment: () => ({ ...today, at: now }), written: () => ensureSpentOnce() };
  const budgets = new FoldedStore(budgetType, race);
  const contracts = new FoldedStore(contractType, race);
  const tries = new SettledTries(budgets as unknown as Budgets, contracts as unknown as Contracts);
  const reserved = new ReservedBudget(budgets as unknown as Budgets, tries);
  const timer = new BudgetTimer(budgets as unknown as Budgets, tries, { now: () => now });
  for (const year of YEARS)
    budgets.put(idOf(year), { ...frameOf(year), amount: amounts[year], managedBy: '1000001', reservations: [] });
  for (const state of signed) contracts.put(state.contractId, state);

  const budgetOf = (year: number) => budgets.stateOf(idOf(year));
  const concluded = (): readonly ContractState[] =>
    signed.map(({ contractId }) => contracts.stateOf(contractId)).filter((state) => state.concluded !== undefined);

  /** At every moment: what a concluded contract spends is set aside for it alone, within the budget of the year. */
  function ensureSpentOnce(): void {
    for (const year of YEARS) {
      const budget = budgetOf(year);
      expect(reservedOf(budget) + committedOf(budget)).toBeLessThanOrEqual(budget.amount);
      for (const { contractId, terms, concludedAttempt = 0 } of concluded()) {
        const part = terms?.years.find(({ fiscalYear }) => fiscalYear === year);
        const own = reservationOf(budget, { contractId, attempt: concludedAttempt });
        expect(own?.status === 'RELEASED' ? 0 : (own?.amount ?? 0)).toBe(part?.amount ?? 0);
      }
    }
  }

  return {
    budgetOf,
    concluded,
    /** Reserves as the contract was read, and concludes on that try; a signer may die between the two. */
    async sign(contractId: string, dies: boolean): Promise<void> {
      const state = (await contracts.newest(contractId))?.state;
      if (state === undefined) return;
      await reserved.reserve(state, amountsToReserve(state));
      if (dies) return;
      const input = { party: 'SUPPLIER' as const, entry: entry(), reservedAttempt: state.attempt };
      await contracts.change({ ...intent(contractId), actor: personas.supplier }, (newest, moment) =>
        signContract(newest, input, moment),
      );
    },
    async settleAfterSixMinutes(): Promise<void> {
      await turn();
      now = new Date(now.getTime() + 360_000);
      for (const year of YEARS) await timer.onDue(intent(idOf(year)));
    },
    async set(year: number, amount: number): Promise<void> {
      await budgets.change(intent(idOf(year)), (budget) =>
        setBudget(budget, { ...frameOf(year), amount, onVersion: 1 }),
      );
    },
  };
}

describe('Contracts that are concluded at the same time', { timeout: 300_000 }, () => {
  const amount = fc.oneof(fc.integer({ min: 0, max: 3 * TOTAL }), fc.constantFrom(TOTAL - 1, TOTAL, TOTAL + 1));
  const act = fc.oneof(
    { weight: 5, arbitrary: fc.record({ what: fc.constant('sign' as const), which: fc.nat(2), dies: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('settle' as const) }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('set' as const), year: fc.constantFrom(...YEARS), amount }) },
  );

  it(
    '§11.6, R-31: never spend the same won of a budget, wherever a signer is interrupted',
    proves({ '11.4/budget-reserved': reserve, 'R-31': isSpent }),
    async () => {
      const ordered = FIRSTS.map((first) => {
        const years = YEARS.map((fiscalYear, i) => ({ fiscalYear, amount: i === 0 ? first : TOTAL - first }));
        return negotiated('ordered', planned(), { terms: { years } }).state;
      });
      const firsts = fc.tuple(...CONTRACTS.map(() => fc.constantFrom(...ordered)));
      const races = { several: 0, lapsed: 0, concluded: 0 };
      const runs = propertyRuns(10_000);
      await fc.assert(
        fc.asyncProperty(
          firsts,
          fc.record({ 2025: amount, 2026: amount }),
          fc.array(act, { minLength: 2, maxLength: 8 }),
          fc.scheduler(),
          async (states, amounts, acts, scheduler) => {
            const signed = states.map((state, i) => ({ ...state, contractId: CONTRACTS[i] ?? '' }));
            const w = world(amounts, signed, () => scheduler.schedule(Promise.resolve()));
            const running = acts.map(async (one) => {
              try {
                if (one.what === 'sign') await w.sign(CONTRACTS[one.which] ?? '', one.dies);
                else if (one.what === 'set') await w.set(one.year, one.amount);
                else await w.settleAfterSixMinutes();
              } catch (error) {
                if (!(error instanceof Refusal) || error.kind !== 'state') throw error;
                if (error.code === 'SIGNING_LAPSED') races.lapsed++;
              }
            });
            await scheduler.waitFor(Promise.all(running));
            await scheduler.waitFor(w.settleAfterSixMinutes());
            const concluded = w.concluded();
            races.concluded += concluded.length;
            if (concluded.length > 1) races.several++;
            for (const year of YEARS) {
              const parts = concluded.flatMap(({ terms }) => terms?.years ?? []);
              const spent = parts
                .filter(({ fiscalYear }) => fiscalYear === year)
                .reduce((sum, part) => sum + part.amount, 0);
              const budget = w.budgetOf(year);
              expect([reservedOf(budget), committedOf(budget)]).toEqual([0, spent]);
              expect(spent).toBeLessThanOrEqual(budget.amount);
            }
          },
        ),
        runs,
      );
      // Races that end in every way, or the property has looked at one side only.
      if (runs.numRuns < 1_000) return;
      expect(Object.entries(races).filter(([, count]) => count === 0)).toEqual([]);
    },
  );
});
