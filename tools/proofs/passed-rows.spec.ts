import { missingRows } from './passed-rows.js';

describe('A complete run of the unit tests', () => {
  const passed = { name: 'a.spec.ts: A passes', rows: ['11.1/submitted', '11.1/final'], state: 'passed' };

  it('has a passed test of every row that counts as proven', () => {
    expect(missingRows([passed], ['11.1/final'])).toEqual([]);
  });

  it('fails on a row of which no test passed, and on a test of a row that was left out', () => {
    const skipped = { name: 'a.spec.ts: A is left out', rows: ['2.5/sla'], state: 'skipped' };
    const other = { name: 'a.spec.ts: A is left out too', rows: [], state: 'skipped' };
    expect(missingRows([passed, skipped, other], ['2.5/sla', '2.5/price-table'])).toEqual([
      'a.spec.ts: A is left out was skipped, and proves 2.5/sla',
      '2.5/sla counts as proven, and no test of it passed',
      '2.5/price-table counts as proven, and no test of it passed',
    ]);
  });
});
