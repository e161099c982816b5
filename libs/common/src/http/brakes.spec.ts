import { Brakes } from './brakes.js';

const LIMITS = {
  caller: { perSecond: 20, burst: 60 },
  address: { perSecond: 50, burst: 50 },
  uploads: { perSecond: 5, burst: 5 },
};

/** How many of these pass before the first 429. */
function passing(act: () => void, most = 1_000): number {
  for (let n = 0; n < most; n++) {
    try {
      act();
    } catch (error) {
      expect(error).toMatchObject({ kind: 'exhausted', code: 'RATE_LIMITED', retryAfterSeconds: 1 });
      return n;
    }
  }
  return most;
}

describe('S12: The brakes', () => {
  let brakes: Brakes;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    brakes = new Brakes(LIMITS);
  });
  afterEach(() => vi.useRealTimers());

  it('let a person send 60 at once and 20 a second from then on, and no other person wait', () => {
    expect(passing(() => brakes.person('kim'))).toBe(60);
    expect(passing(() => brakes.person('lee'))).toBe(60);
    vi.advanceTimersByTime(1_000);
    expect(passing(() => brakes.person('kim'))).toBe(20);
    vi.advanceTimersByTime(60_000);
    expect(passing(() => brakes.person('kim'))).toBe(60);
  });

  it('let a person send five documents a second', () => {
    expect(passing(() => brakes.upload('kim'))).toBe(5);
    vi.advanceTimersByTime(1_000);
    expect(passing(() => brakes.upload('kim'))).toBe(5);
  });

  it('let an address send 50 a second without a token that holds', () => {
    expect(passing(() => brakes.stranger('203.0.113.7'))).toBe(50);
    expect(passing(() => brakes.stranger('::ffff:203.0.113.7'))).toBe(0);
    expect(passing(() => brakes.stranger('203.0.113.8'))).toBe(50);
  });

  it('see a whole network in an IPv6 address: its owner has more addresses than can be counted', () => {
    const addresses = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::', '2001:0db8:0001:0002:3:4:5:6', '2001:DB8:1:2::9%eth0'];
    let n = 0;
    expect(passing(() => brakes.stranger(addresses[n++ % addresses.length] ?? ''))).toBe(50);
    expect(passing(() => brakes.stranger('2001:db8:1:3::1'))).toBe(50);
    expect(passing(() => brakes.stranger('::1'))).toBe(50);
  });

  it('look at no more tokens of an address after 50 that did not hold, without counting the question', () => {
    expect(passing(() => brakes.unproven('203.0.113.7'))).toBe(1_000);
    expect(passing(() => brakes.failure('203.0.113.7'))).toBe(50);
    expect(passing(() => brakes.unproven('203.0.113.7'))).toBe(0);
    expect(passing(() => brakes.stranger('203.0.113.7'))).toBe(0);
    expect(passing(() => brakes.unproven('203.0.113.8'))).toBe(1_000);
  });

  it('keep nobody from signing in because visitors at the same address are many', () => {
    expect(passing(() => brakes.stranger('203.0.113.7'))).toBe(50);
    expect(passing(() => brakes.unproven('203.0.113.7'))).toBe(1_000);
  });

  it('keep no more callers than they have room for', () => {
    for (let n = 0; n < 20_001; n++) brakes.stranger(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
    expect(passing(() => brakes.stranger('10.0.78.32'))).toBe(49);
    expect(passing(() => brakes.stranger('10.0.0.0'))).toBe(50);
  });
});
