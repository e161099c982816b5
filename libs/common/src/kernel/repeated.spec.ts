import { own } from './own.js';
import { repeatedAt } from './repeated.js';

describe('A record that is asked for a name from outside', () => {
  it('holds its own, and none that every object inherits', () => {
    expect([own({ a: 1 }, 'a'), own({ a: 1 }, 'b')]).toEqual([1, undefined]);
    expect([own({}, 'constructor'), own({}, '__proto__')]).toEqual([undefined, undefined]);
  });
});

describe('Items of one key', () => {
  it('are repeated from the second on', () => {
    expect(repeatedAt(['a', 'b', 'a', 'a', 'c', 'b'], (one) => one)).toEqual([2, 3, 5]);
    expect(repeatedAt([], (one: string) => one)).toEqual([]);
  });
});
