import {
  bound,
  byChair,
  caseNo,
  counted,
  declaring,
  itemIn,
  members,
  noticed,
  opened,
  testBox,
  testSeal,
  voted,
  votesOf,
  votingOn,
  type SessionSpec,
  paper,
} from '../testing/session.steps.js';
import { contestExclusion } from './excluding.js';
import { confirmMinutes, draftMinutes, minutesRecord, publishSession } from './minuting.js';
import { closeSession, deferItem } from './sitting.js';
import { castVote, recount } from './voting.js';

const revote = (n: number, outcome: 'SELECTED' | 'NOT_SELECTED', excluded: readonly string[] = ['member-3']) =>
  caseNo(n, {
    kind: 'REVOTE',
    revoteOf: { sessionNo: 61, outcome },
    excluded: excluded.map((memberId) => ({ memberId, ground: 'B' })),
  });

const voting = (...excluded: readonly string[]): SessionSpec =>
  votingOn(opened(noticed(revote(1, 'SELECTED', excluded)), 14, excluded), 1);
const withoutThird = votesOf(14, 0).filter(([n]) => n !== 3);

describe('R-45: an item that is voted on again', () => {
  it('excludes the members in conflict from the start: they have no vote and do not count', () => {
    const session = voting('member-3');
    const ballot = { item: 1, memberId: 'member-3', by: { sub: 'member-3' }, vote: 'YES', box: testBox } as const;
    session.when(bound(castVote, ballot)).thenRefused('MEMBER_RECUSED');
    session.when(declaring('member-3')).thenRefused('RECUSAL_STANDS');
    const item = itemIn(counted(voted(session, 1, ...withoutThird.slice(0, 7)), 1), 1);
    expect(item).toMatchObject({ status: 'SELECTED', tally: { eligible: 13, yes: 7 } });
    expect(item.voters).not.toContain('member-3');
    const recounted = counted(voted(session, 1, ...withoutThird.slice(0, 6)), 1);
    expect(itemIn(recounted, 1).status).toBe('NOT_SELECTED');
    expect(recount(recounted.history, 1, testBox)).toMatchObject({ agrees: true, recounted: { eligible: 13, yes: 6 } });
  });

  it('lets the member contest the exclusion like any other', () => {
    voting('member-3')
      .when((state) => contestExclusion(state, { item: 1, memberId: 'member-3', by: { sub: 'member-3' }, reason: 'x' }))
      .thenEvents('ExclusionContested');
  });

  it('is never deferred, and is carried when too few may vote', () => {
    const asked = { ...byChair, item: 1, reason: '자료 부족', requests: ['재무제표'] };
    voting('member-3').when(bound(deferItem, asked)).thenRefused('REVOTE_NOT_DEFERRED');
    const few = counted(voting(...members.slice(2, 14)), 1);
    expect(itemIn(few, 1)).toMatchObject({ status: 'CARRIED', tally: { eligible: 2 } });
    few.when(bound(closeSession, byChair)).thenEvents('SessionClosed', {
      type: 'AgendaItemReleased',
      data: { item: 1, why: 'CARRIED' },
    });
  });

  it('is in the minutes with what it is about, and counts as decided only where the result is another', () => {
    const away = ['member-14'];
    const agenda = [
      revote(1, 'SELECTED', away),
      revote(2, 'NOT_SELECTED', away),
      revote(3, 'SELECTED', away),
      revote(4, 'NOT_SELECTED', away),
    ];
    const session = opened(noticed(...agenda), 14);
    const yes = (spec: SessionSpec, item: number): SessionSpec =>
      counted(voted(votingOn(spec, item), item, ...votesOf(14, 0)), item);
    const no = (spec: SessionSpec, item: number): SessionSpec => counted(votingOn(spec, item), item);
    const items = [3, 4].map((item) => ({ item, reasons: ['보안 미흡'] }));
    const confirmed = no(no(yes(yes(session, 1), 2), 3), 4)
      .given(bound(closeSession, byChair))
      .given(bound(draftMinutes, { paper, summary: '재의결', items }))
      .given(bound(confirmMinutes, { ...byChair, seal: testSeal }));
    expect(minutesRecord(confirmed.state).items.map(({ kind, revoteOf, status }) => [kind, revoteOf, status])).toEqual([
      ['REVOTE', { sessionNo: 61, outcome: 'SELECTED' }, 'SELECTED'],
      ['REVOTE', { sessionNo: 61, outcome: 'NOT_SELECTED' }, 'SELECTED'],
      ['REVOTE', { sessionNo: 61, outcome: 'SELECTED' }, 'NOT_SELECTED'],
      ['REVOTE', { sessionNo: 61, outcome: 'NOT_SELECTED' }, 'NOT_SELECTED'],
    ]);
    confirmed
      .when(bound(publishSession, { printed: paper, by: 'ministry', number: '제62호', on: '2025-09-19' }))
      .thenEvents({
        type: 'SessionPublished',
        data: {
          selected: [{ serviceName: '서비스 2', tally: { eligible: 14, yes: 14 } }],
          counts: { selected: 1, notSelected: 1, deferred: 0, carried: 0 },
        },
      });
  });
});
