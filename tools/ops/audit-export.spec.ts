import { saltedDigest } from '#common/aggregates/history-chain/hash-chain.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { systemActor } from '#common/kernel/actor.js';
import type { History } from '#common/aggregates/verification/verify-histories.js';
import { typesOf } from '#common/service/service-map.js';
import { review } from '../../apps/review/src/review.service-map.js';
import { exportedEvent, exportedHistory, withheldFrom } from './audit.js';

const vote = (change: object = {}): StoredEvent => ({
  id: 'e-1',
  type: 'VoteCast',
  at: new Date(0),
  actor: systemActor('test'),
  data: { item: 1, memberId: 'member-1', ballot: 'v1.sealed' },
  correlationId: 'c',
  causationId: 'cause',
  traceparent: '00-1-1-01',
  version: 1,
  hash: 'f'.repeat(64),
  digests: { 'data/ballot': saltedDigest('v1.sealed'), requestHash: saltedDigest('r') },
  ...change,
});

describe('An exported event', () => {
  const { sessions = {} } = withheldFrom(review, true);

  it('S3: has no vote and no salt of one, whatever was asked for; other personal data is withheld unless asked for', () => {
    expect(withheldFrom(review, true)).toEqual({
      sessions: { VoteCast: ['data/ballot', 'data/vote', 'data/reason'], RecusalVoteCast: ['data/sealed'] },
    });
    expect(withheldFrom(review, false)).toMatchObject({
      committee: { MemberAppointed: ['details/name', 'details/gender'] },
      sessions: { ...sessions, RecusalsSettled: ['details/notes'] },
    });
    const { digests, ...event } = vote();
    expect(exportedEvent(vote(), sessions)).toEqual({
      ...event,
      data: { item: 1, memberId: 'member-1', ballot: null },
      digests: {
        'data/ballot': { digest: expect.any(String) as string, withheld: true },
        requestHash: { digest: expect.any(String) as string, withheld: true },
      },
    });
    const open = { data: { item: 1, memberId: 'm', vote: 'YES' }, digests: { 'data/vote': saltedDigest('YES') } };
    expect(JSON.stringify(exportedEvent(vote(open), sessions))).not.toMatch(/YES|salt/);
    expect(digests).toBeDefined();
  });

  it('S3: shows what was erased as erased', () => {
    const digests = { 'data/ballot': { salt: '', digest: 'd' } };
    const erased = vote({ data: { item: 1, memberId: 'member-1', ballot: null }, digests });
    expect(exportedEvent(erased, sessions)).toEqual(erased);
  });

  it('S3: is refused when its unsalted hash of a request would tell what is withheld', () => {
    expect(() => exportedEvent(vote({ requestHash: 'a'.repeat(64) }), sessions)).toThrow('e-1 has an unsalted hash');
    const other = vote({ type: 'VotingOpened', requestHash: 'a'.repeat(64), data: {}, digests: {} });
    expect(exportedEvent(other, sessions)).toMatchObject({ requestHash: 'a'.repeat(64) });
  });

  it('names the history whose events an alteration took away', () => {
    const type = typesOf(review).find(({ collection }) => collection === 'sessions');
    const history = { collection: 'sessions', id: '62', events: [null], document: {} } as unknown as History;
    expect(() => exportedHistory(type as never, history, sessions)).toThrow(
      /^sessions 62 cannot be exported: .*`audit verify` says what was altered\.$/,
    );
  });
});
