import { Gathering } from './gathering.js';

describe('Gathering', () => {
  const requests: (readonly number[])[] = [];
  const doubling = new Gathering<number, number>(async (items) => {
    requests.push(items);
    await Promise.resolve();
    if (items.includes(-1)) throw new Error('The store is away.');
    return items.map((item) => (item === 13 ? Promise.reject(new Error('13 is refused.')) : item * 2));
  });
  const asked = (...items: readonly number[]) => Promise.allSettled(items.map((item) => doubling.ask(item)));
  const told = (results: readonly PromiseSettledResult<number>[]) =>
    results.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message));
  beforeEach(() => (requests.length = 0));

  it('makes one request of what is asked at the same time, and answers each by itself', async () => {
    expect(told(await asked(1, 13, 2, 1))).toEqual([2, '13 is refused.', 4, 2]);
    expect(requests).toEqual([[1, 13, 2, 1]]);
  });

  it('sends what comes while a request is under way with the next one, 250 at most', async () => {
    const first = doubling.ask(1);
    await vi.waitFor(() => expect(requests).toHaveLength(1), { interval: 0 });
    const many = Array.from({ length: 300 }, (_, i) => i + 100);
    const all = await Promise.all([first, ...many.map((item) => doubling.ask(item))]);
    expect(all).toEqual([2, ...many.map((item) => item * 2)]);
    expect(requests.flat()).toEqual([1, ...many]);
    expect(Math.max(...requests.map(({ length }) => length))).toBe(250);
  });

  it('tells everybody in a request that it failed, and goes on with the next one', async () => {
    expect(told(await asked(5, -1))).toEqual(['The store is away.', 'The store is away.']);
    expect(told(await asked(6))).toEqual([12]);
  });
});
