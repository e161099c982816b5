import { RowRuns } from './row-runs.js';

type Row = Record<string, unknown> & { sequence?: number };

/** The store's guard: a write that is not further than the row does nothing. */
function written(row: Row, runs: RowRuns): Row {
  const now = { ...row };
  for (const { sequence, set } of [...runs.rounds()].flat())
    if ((now.sequence ?? 0) < sequence) Object.assign(now, set, { sequence });
  return now;
}

const folded = (...events: readonly (readonly [sequence: number, set?: Row])[]): RowRuns => {
  const runs = new RowRuns();
  for (const [sequence, set] of events) {
    if (set === undefined) runs.pass('a', sequence);
    else runs.add('a', sequence, set);
  }
  return runs;
};

const first = [1, { title: 'first' }] as const;
const second = [2, { pages: 2 }] as const;
const third = [3, { title: 'third' }] as const;
const fourth = [4, { pages: 4 }] as const;
const whole = { sequence: 4, title: 'third', pages: 4 };

describe('A batch folded to writes', () => {
  it('is one write per row when its sequences follow each other', () => {
    const runs = folded(first, second, third, fourth);
    expect([...runs.rounds()]).toHaveLength(1);
    expect(written({}, runs)).toEqual(whole);
  });

  it('is one write too when events between say nothing', () => {
    expect([...folded(first, [2], third).rounds()]).toHaveLength(1);
  });

  it('brings nothing back that later events have set, when old ones are sent again before a new one', () => {
    expect(written({ sequence: 3, title: 'third', pages: 2 }, folded(first, second, fourth))).toEqual(whole);
  });

  it('loses nothing to a row that is behind both runs', () => {
    expect(written({}, folded(first, third))).toEqual({ sequence: 3, title: 'third' });
  });

  it('drops what stands in the batch already', () => {
    const runs = folded(first, second, third, first, second, fourth);
    expect(written({}, runs)).toEqual(whole);
    expect(runs.add('a', 2, {})).toBe(false);
  });

  it('leaves the same row wherever the batches are cut', () => {
    const log = [first, second, first, third, first, second, third, fourth, second, fourth];
    for (let cut = 0; cut <= log.length; cut++) {
      for (let again = cut; again <= log.length; again++) {
        const row = written(written({}, folded(...log.slice(0, cut))), folded(...log.slice(cut, again)));
        expect(written(row, folded(...log.slice(again)))).toEqual(whole);
      }
    }
  });
});
