import fc from 'fast-check';
import { proves } from '#testing/proves.js';
import { propertyRuns } from '#testing/property-runs.js';
import { refusalOf, specification } from '#testing/specification.js';
import { expectExactEdges } from '#testing/walk.js';
import { budgetType } from '../budget.type.js';
import { availableOf, committedOf, reservationOf, reservedOf } from './budget.rules.js';
import type { Attempt, BudgetState } from './budget.state.js';
import { budgetIdOf, setBudget } from './budgeting.js';
import { releaseUnspent } from './releasing.js';
import { commitReservation, releaseReservation, reserve } from './reserving.js';

const frame = (amount: number) => ({
  institutionCode: '1000001',
  fiscalYear: 2025,
  amount,
  fundingSource: 'GENERAL' as const,
});
const attempt = (contractId: string, n = 1): Attempt => ({ contractId, attempt: n });
const budgetOf = (amount: number) =>
  specification(budgetType, '2025-10-17').given(() => setBudget(undefined, frame(amount)));

const reserving = (which: Attempt, amount: number) => (state: BudgetState, moment: Parameters<typeof reserve>[2]) =>
  reserve(state, { ...which, amount }, moment);
const committing = (which: Attempt) => (state: BudgetState) => commitReservation(state, which);
const releasing = (which: Attempt) => (state: BudgetState) => releaseReservation(state, which);
const setting = (amount: number) => (state: BudgetState) => setBudget(state, { ...frame(amount), onVersion: 1 });

describe('A budget', { timeout: 120_000 }, () => {
  const reserved = budgetOf(100).given(reserving(attempt('a'), 60));

  it('sets money aside for a contract, for five minutes', () => {
    expect(availableOf(reserved.state)).toBe(40);
    expect(reservationOf(reserved.state, attempt('a'))).toMatchObject({
      status: 'RESERVED',
      expiresAt: new Date(reserved.moment.at.getTime() + 300_000).toISOString(),
    });
  });

  it('refuses what it does not have', proves({ '11.4/budget-reserved': reserve }), () => {
    reserved.when(reserving(attempt('b'), 41)).thenRefused('BUDGET_EXCEEDED');
  });

  it('sets money aside once per try, however often it is asked', () => {
    reserved.when(reserving(attempt('a'), 60)).thenEvents();
  });

  it('cannot be set below what is reserved and committed', () => {
    const taken = budgetOf(100).given(
      reserving(attempt('a'), 30),
      committing(attempt('a')),
      reserving(attempt('b'), 30),
    );
    taken.when(setting(59)).thenRefused('BUDGET_BELOW_COMMITTED');
    expect(taken.given(setting(60)).state).toMatchObject({ amount: 60, reservations: [{}, {}] });
  });

  it('F-35: is set anew on the version that was read only', () => {
    const set = budgetOf(100);
    set.when((state) => setBudget(state, frame(200))).thenRefused('IF_MATCH_REQUIRED');
    expect(set.given(setting(200)).state.amount).toBe(200);
  });

  it(
    '#42, F-29: is one for each institution, fiscal year and funding source',
    proves({ '5.6/funding-source': budgetIdOf, 'R-39': budgetIdOf }),
    () => {
      const key = { institutionCode: '1000001', fiscalYear: 2025, fundingSource: 'GENERAL' };
      const others = [{ institutionCode: '1000002' }, { fiscalYear: 2026 }, { fundingSource: 'BID_SAVINGS' }];
      const ids = [key, ...others.map((other) => ({ ...key, ...other }))].map(budgetIdOf);
      expect(new Set(ids).size).toBe(4);
    },
  );

  it('gives released money back and keeps committed money spent', () => {
    const released = reserved.given(releasing(attempt('a')));
    expect(availableOf(released.state)).toBe(100);
    released.when(committing(attempt('a'))).thenEvents();
    const spent = released.given(reserving(attempt('a', 2), 60), committing(attempt('a', 2)));
    spent.when(releasing(attempt('a', 2))).thenEvents();
    expect(committedOf(spent.state)).toBe(60);
  });

  it('§11.4: gets back what a contract that ended did not spend, the earlier reservation spent first', () => {
    const twice = budgetOf(100).given(
      reserving(attempt('a'), 30),
      committing(attempt('a')),
      reserving(attempt('a', 2), 20),
      reserving(attempt('b'), 40),
    );
    const ending = (spent: number) => (state: BudgetState) => releaseUnspent(state, { contractId: 'a', spent });
    expect(availableOf(twice.given(ending(35)).state)).toBe(25);
    expect(availableOf(twice.given(ending(10)).state)).toBe(50);
    expect(availableOf(twice.given(ending(0)).state)).toBe(60);
    twice.when(ending(50)).thenEvents();
    twice.given(ending(35)).when(ending(35)).thenEvents();
    const upTo = (state: BudgetState) => releaseUnspent(state, { contractId: 'a', spent: 10, upTo: 1 });
    expect(reservationOf(twice.given(upTo).state, attempt('a', 2))?.amount).toBe(20);
    const released = twice.given(releasing(attempt('a', 2)));
    expect(availableOf(released.given(ending(30)).state)).toBe(30);
  });

  it(
    'never gives out more than it has, whatever is tried in whatever order',
    proves({ '11.4/budget-reserved': reserve }),
    () => {
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
            const tries = {
              reserve: reserving(which, amount),
              commit: committing(which),
              release: releasing(which),
              set: setting(amount),
            };
            const refused = refusalOf(() => (budget = budget.given(tries[act])));
            expect(['nothing refused', 'BUDGET_EXCEEDED', 'BUDGET_BELOW_COMMITTED']).toContain(refused);
            expect(reservedOf(budget.state) + committedOf(budget.state)).toBeLessThanOrEqual(budget.state.amount);
          }
        }),
        propertyRuns(10_000),
      );
    },
  );

  it('goes exactly the ways of its diagram', () => {
    const one = (dice: (below: number) => number) => attempt('abc'.charAt(dice(3)), 1 + dice(3));
    expectExactEdges(budgetType, {
      from: budgetOf(100),
      commands: {
        set: (_, dice) => setting(dice(120)),
        reserve: (_, dice) => reserving(one(dice), dice(60)),
        commit: (_, dice) => committing(one(dice)),
        release: (_, dice) => releasing(one(dice)),
      },
    });
  });
});
