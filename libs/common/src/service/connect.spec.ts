import { unreachable } from './connect.js';

describe('A store that cannot be reached at start', () => {
  it('is logged with its stack once, then once a minute in one line', () => {
    let now = 1_000;
    const written: object[] = [];
    const report = unreachable(
      (_, fields) => void written.push(fields),
      () => now,
    );
    const error = new Error('connect ECONNREFUSED');
    // A try every 3.5 s, for two minutes and a half.
    for (let tries = 0; tries < 43; tries++, now += 3_500) report(error);
    expect(written).toEqual([
      { error },
      { seconds: 63, why: 'Error: connect ECONNREFUSED' },
      { seconds: 126, why: 'Error: connect ECONNREFUSED' },
    ]);
  });
});
