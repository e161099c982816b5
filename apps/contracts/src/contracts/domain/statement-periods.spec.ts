import { monthsIn, nextPeriod } from './statement-periods.js';

const contract = { from: '2025-10-20', to: '2026-01-04' };

describe('The periods of statements (§5.6)', () => {
  it('count months from the first day of the contract, and cut the last one', () => {
    expect(nextPeriod(contract, 'MONTHLY')).toEqual({ from: '2025-10-20', to: '2025-11-19' });
    expect(nextPeriod(contract, 'MONTHLY', '2025-11-19')).toEqual({ from: '2025-11-20', to: '2025-12-19' });
    expect(nextPeriod(contract, 'MONTHLY', '2025-12-19')).toEqual({ from: '2025-12-20', to: '2026-01-04' });
    expect(nextPeriod(contract, 'MONTHLY', '2026-01-04')).toBeUndefined();
  });

  it('are three months of a contract that is billed by the quarter', () => {
    const year = { from: '2025-10-20', to: '2026-10-19' };
    expect(nextPeriod(year, 'QUARTERLY')).toEqual({ from: '2025-10-20', to: '2026-01-19' });
    expect(nextPeriod(year, 'QUARTERLY', '2026-01-19')).toEqual({ from: '2026-01-20', to: '2026-04-19' });
    expect(nextPeriod({ ...year, to: '2026-01-31' }, 'QUARTERLY', '2026-01-19')?.to).toBe('2026-01-31');
  });

  it('begin on the last day of a month that has no such day', () => {
    const year = { from: '2025-12-31', to: '2026-12-30' };
    expect(nextPeriod(year, 'MONTHLY', '2026-01-30')).toEqual({ from: '2026-01-31', to: '2026-02-27' });
    expect(nextPeriod(year, 'MONTHLY', '2026-02-27')).toEqual({ from: '2026-02-28', to: '2026-03-30' });
  });

  it('go on within the month that an extension has made whole', () => {
    expect(nextPeriod({ ...contract, to: '2026-03-19' }, 'MONTHLY', '2026-01-04')).toEqual({
      from: '2026-01-05',
      to: '2026-01-19',
    });
  });

  it('count a month that is cut by its calendar days', () => {
    const two = monthsIn('2025-10-20', { from: '2025-10-20', to: '2025-12-19' });
    expect(two.n).toBe(2n * two.d);
    const { n, d } = monthsIn('2025-10-20', { from: '2025-12-20', to: '2026-01-04' });
    expect(Number(n) / Number(d)).toBe(16 / 31);
  });
});
