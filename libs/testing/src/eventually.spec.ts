import { eventually } from './eventually.js';

describe('eventually', () => {
  it('answers with what the assertion returned once it holds', async () => {
    let tries = 0;
    const answer = await eventually(
      () => {
        tries += 1;
        if (tries < 3) throw new Error('not yet');
        return tries;
      },
      { every: 1 },
    );
    expect(answer).toBe(3);
  });

  it('ends with the last error as it was', async () => {
    let tries = 0;
    const never = eventually(
      () => {
        tries += 1;
        throw new RangeError(`try ${tries}`);
      },
      { within: 20, every: 5 },
    );
    const error: unknown = await never.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RangeError);
    expect((error as Error).message).toBe(`try ${tries}`);
  });
});
