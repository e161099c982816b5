import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { at, buyer, recorded } from '../../testing/builders.js';
import {
  availableOf,
  commitReservation,
  committedOf,
  evolve,
  releaseReservation,
  reservationOf,
  reserve,
  reservedOf,
  setBudget,
  type BudgetEvent,
  type BudgetState,
} from './budget.js';

const frame = (amount: number) => ({
  institutionCode: '1000001',
  fiscalYear: 2025,
  amount,
  fundingSource: 'GENERAL' as const,
});
const now = at('2025-10-17');
const apply = (state: BudgetState | undefined, events: readonly BudgetEvent[]): BudgetState =>
  events.reduce<BudgetState | undefined>((s, event) => evolve(s, recorded(event, now, buyer)), state) as BudgetState;
const budgetOf = (amount: number) => apply(undefined, setBudget(undefined, frame(amount)));
const attempt = (contractId: string, n = 1) => ({ contractId, attempt: n });

describe('A budget', () => {
  it('sets money aside for a contract, for five minutes', () => {
    const budget = apply(budgetOf(100), reserve(budgetOf(100), { ...attempt('a'), amount: 60 }, now));
    expect(availableOf(budget)).toBe(40);
    expect(reservationOf(budget, attempt('a'))).toMatchObject({
      status: 'RESERVED',
      expiresAt: new Date(now.at.getTime() + 300_000).toISOString(),
    });
  });

  it('refuses what it does not have', () => {
    const budget = apply(budgetOf(100), reserve(budgetOf(100), { ...attempt('a'), amount: 60 }, now));
    expect(() => reserve(budget, { ...attempt('b'), amount: 41 }, now)).toThrow('BUDGET_EXCEEDED');
  });

  it('sets money aside once per try, however often it is asked', () => {
    const budget = apply(budgetOf(100), reserve(budgetOf(100), { ...attempt('a'), amount: 60 }, now));
    expect(reserve(budget, { ...attempt('a'), amount: 60 }, now)).toEqual([]);
  });

  it('cannot be set below what is reserved and committed', () => {
    let budget = apply(budgetOf(100), reserve(budgetOf(100), { ...attempt('a'), amount: 30 }, now));
    budget = apply(budget, commitReservation(budget, attempt('a')));
    budget = apply(budget, reserve(budget, { ...attempt('b'), amount: 30 }, now));
    expect(() => setBudget(budget, frame(59))).toThrow('BUDGET_BELOW_COMMITTED');
    expect(apply(budget, setBudget(budget, frame(60)))).toMatchObject({ amount: 60, reservations: [{}, {}] });
  });

  it('gives released money back and keeps committed money spent', () => {
    let budget = apply(budgetOf(100), reserve(budgetOf(100), { ...attempt('a'), amount: 60 }, now));
    budget = apply(budget, releaseReservation(budget, attempt('a')));
    expect(availableOf(budget)).toBe(100);
    expect(commitReservation(budget, attempt('a'))).toEqual([]);
    budget = apply(budget, reserve(budget, { ...attempt('a', 2), amount: 60 }, now));
    budget = apply(budget, commitReservation(budget, attempt('a', 2)));
    expect(releaseReservation(budget, attempt('a', 2))).toEqual([]);
    expect(committedOf(budget)).toBe(60);
  });

  it('never gives out more than it has, whatever is tried in whatever order', () => {
    const step = fc.record({
      act: fc.constantFrom('reserve', 'commit', 'release', 'set'),
      contractId: fc.constantFrom('a', 'b', 'c'),
      attempt: fc.integer({ min: 1, max: 3 }),
      amount: fc.integer({ min: 0, max: 120 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let budget = budgetOf(100);
        for (const { act, amount, ...which } of steps) {
          try {
            if (act === 'reserve') budget = apply(budget, reserve(budget, { ...which, amount }, now));
            if (act === 'commit') budget = apply(budget, commitReservation(budget, which));
            if (act === 'release') budget = apply(budget, releaseReservation(budget, which));
            if (act === 'set') budget = apply(budget, setBudget(budget, frame(amount)));
          } catch (refusal) {
            expect(refusal).toMatchObject({ kind: 'state' });
          }
          expect(reservedOf(budget) + committedOf(budget)).toBeLessThanOrEqual(budget.amount);
        }
      }),
      propertyRuns(),
    );
  });
});
