import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import type { Ballot } from './domain/ballot-box.js';
import { VOTES } from './domain/session.state.js';
import { SealedBallots } from './sealed-ballots.js';

const box = new SealedBallots(Buffer.alloc(32, 1));
const place = { sessionId: 'session-1', item: 1, memberId: 'member-1' };

const ballots: fc.Arbitrary<Ballot> = fc
  .record({ vote: fc.constantFrom(...VOTES), reason: fc.option(fc.string({ unit: 'grapheme', maxLength: 300 })) })
  .map(({ vote, reason }) => ({ vote, ...(reason !== null && { reason }) }));

describe('A sealed ballot', () => {
  it('S3: opens to what was sealed, and is as long as any other', () => {
    const { length } = box.seal(place, { vote: 'YES' });
    fc.assert(
      fc.property(ballots, (ballot) => {
        const sealed = box.seal(place, ballot);
        expect(sealed).toHaveLength(length);
        expect(box.open(place, sealed)).toEqual(ballot);
      }),
      propertyRuns(),
    );
  });

  it('S3: takes the longest reason that a request may have, and an empty one is not the same as none', () => {
    for (const reason of ['가'.repeat(2_000), '\u{1F5F3}'.repeat(2_000), '']) {
      const ballot = { vote: 'NO', reason } as const;
      expect(box.open(place, box.seal(place, ballot))).toEqual(ballot);
    }
    expect(() => box.seal(place, { vote: 'NO', reason: '\u{1F5F3}'.repeat(2_001) })).toThrow(RangeError);
  });

  it('S3: tells nothing by being the same as another', () => {
    const sealed = new Set(Array.from({ length: 50 }, () => box.seal(place, { vote: 'YES' })));
    expect(sealed.size).toBe(50);
  });

  it('S3: opens with its own key, in its own place and unaltered, or not at all', () => {
    const sealed = box.seal(place, { vote: 'ABSTAIN' });
    expect(new SealedBallots(Buffer.alloc(32, 2)).open(place, sealed)).toBeUndefined();
    expect(box.open({ ...place, sessionId: 'session-2' }, sealed)).toBeUndefined();
    expect(box.open({ ...place, item: 2 }, sealed)).toBeUndefined();
    expect(box.open({ ...place, memberId: 'member-2' }, sealed)).toBeUndefined();
    const at = 40;
    const altered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    for (const text of [altered, sealed.slice(0, -4), `${sealed}AAAA`, sealed.slice(3), '', 'v1.']) {
      expect(box.open(place, text)).toBeUndefined();
    }
  });
});
