import { withFields } from './row-fields.js';

describe('A row folded from a history', () => {
  it('has the fields of a numbered fact where the store has them: an amended contract is no drift', () => {
    const first = withFields({ amount: 1 }, { 'amendments.1': { amount: 2 }, concludedOn: '2025-10-17' });
    expect(first).toEqual({ amount: 1, concludedOn: '2025-10-17', amendments: { '1': { amount: 2 } } });
    expect(withFields(first, { 'amendments.2': { amount: 3 }, amount: 4 })).toEqual({
      amount: 4,
      concludedOn: '2025-10-17',
      amendments: { '1': { amount: 2 }, '2': { amount: 3 } },
    });
  });
});
