import { isIPv6 } from 'node:net';
import { TokenBucket } from 'limiter';
import { LRUCache } from 'lru-cache';
import { exhausted } from '../kernel/errors.js';

/** A steady pace, and how much may come at once after a rest. */
export interface Pace {
  readonly perSecond: number;
  readonly burst: number;
}

/** How many requests a process takes, by whom they come from. */
export interface RateLimits {
  /** Of one person, by whatever token and address. */
  readonly caller: Pace;
  /** Of one address: requests without a token, or with one that does not hold. */
  readonly address: Pace;
  /** Documents of one person. They count as requests too. */
  readonly uploads: Pace;
}

/**
 * Callers whose buckets are kept. The one that was quiet the longest gives way to a new one and would begin with a full
 * bucket: a client with that many addresses cannot be told from as many clients.
 */
const KEPT_MAX = 20_000;
const SECOND_MS = 1_000;

/** One token bucket for each key. */
class Buckets {
  private readonly buckets = new LRUCache<string, TokenBucket>({ max: KEPT_MAX });

  constructor(private readonly pace: Pace) {}

  /** Takes one. @returns the seconds to wait when there is none; 0 when it was taken */
  take(key: string): number {
    const bucket = this.of(key);
    return bucket.tryRemoveTokens(1) ? 0 : Math.ceil(bucket.getWaitTime(1) / SECOND_MS);
  }

  /** @returns the seconds until one can be taken */
  wait(key: string): number {
    return Math.ceil(this.of(key).getWaitTime(1) / SECOND_MS);
  }

  private of(key: string): TokenBucket {
    const known = this.buckets.get(key);
    if (known !== undefined) return known;
    const { perSecond, burst } = this.pace;
    const made = new TokenBucket({ bucketSize: burst, tokensPerInterval: perSecond, interval: 'second' });
    // The package begins with an empty one.
    made.content = burst;
    this.buckets.set(key, made);
    return made;
  }
}

/** The brakes of one process (docs/adr/0029-brakes-at-the-edge.md). Each method throws 429, with the time to wait. */
export class Brakes {
  private readonly callers: Buckets;
  private readonly addresses: Buckets;
  private readonly failures: Buckets;
  private readonly uploads: Buckets;

  constructor(limits: RateLimits) {
    this.callers = new Buckets(limits.caller);
    this.addresses = new Buckets(limits.address);
    this.failures = new Buckets(limits.address);
    this.uploads = new Buckets(limits.uploads);
  }

  /** Counts a request of a person. */
  person(sub: string): void {
    refuseFor(this.callers.take(sub), 'Too many requests of one person.');
  }

  /** Counts a document that a person sends. */
  upload(sub: string): void {
    refuseFor(this.uploads.take(sub), 'Too many documents of one person at once.');
  }

  /** Counts a request without a token. */
  stranger(address: string): void {
    refuseFor(this.addresses.take(networkOf(address)), 'Too many requests without a token, of one address.');
  }

  /** Counts a request whose token does not hold. */
  failure(address: string): void {
    this.failures.take(networkOf(address));
    this.stranger(address);
  }

  /**
   * Refuses, without counting, where an address has sent too many tokens that do not hold: another is not looked at.
   * Requests without a token are no reason, since visitors must not keep the people next to them from signing in.
   */
  unproven(address: string): void {
    refuseFor(this.failures.wait(networkOf(address)), 'Too many tokens that do not hold, of one address.');
  }
}

function refuseFor(seconds: number, why: string): void {
  if (seconds > 0) throw exhausted('RATE_LIMITED', `${why} Try again in ${seconds} s.`, seconds);
}

/** An IPv6 client has a whole network of addresses (RFC 6177): its first 64 bits name it. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = (plain.split('%', 1)[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest];
  return all
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
