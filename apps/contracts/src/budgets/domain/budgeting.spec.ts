import { specification } from '#testing/specification.js';
import { budgetType } from '../budget.type.js';
import { passBudget, setBudget } from './budgeting.js';

const frame = { institutionCode: 'A', fiscalYear: 2025, fundingSource: 'GENERAL', amount: 100 } as const;

describe('The budget of a merged institution', () => {
  const nothing = specification(budgetType, '2025-10-17');
  const set = nothing.given(() => setBudget(undefined, frame));

  it('is managed by the successor, under the code that held it', () => {
    expect(set.state.managedBy).toBe('A');
    const passed = set.given((state) => passBudget(state, { from: 'A', to: 'B' }));
    expect(passed.state).toMatchObject({ ...frame, managedBy: 'B' });
    passed.when((state) => passBudget(state, { from: 'A', to: 'B' })).thenEvents();
    passed.when((state) => passBudget(state, { from: 'B', to: 'B' })).thenEvents();
    const raised = passed.given((state) => setBudget(state, { ...frame, amount: 200, onVersion: 2 }));
    expect(raised.state).toMatchObject({ amount: 200, managedBy: 'B' });
  });

  it('is set for a later year by the successor, whose it is from the first', () => {
    const { state } = nothing.given(() => setBudget(undefined, { ...frame, fiscalYear: 2026, managedBy: 'B' }));
    expect(state).toMatchObject({ institutionCode: 'A', managedBy: 'B' });
    const { decided } = nothing.when(() => setBudget(undefined, { ...frame, managedBy: 'A' })).thenEvents('BudgetSet');
    expect(decided[0]?.data).toEqual(frame);
  });
});
