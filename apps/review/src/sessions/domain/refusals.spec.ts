import { Refusal } from '#common/kernel/errors.js';
import type { Decide } from '#testing/specification.js';
import {
  attended,
  bound,
  byChair,
  caseNo,
  counted,
  inOffice,
  members,
  noticed,
  opened,
  planned,
  testBox,
  voted,
  votesOf,
  votingOn,
  type SessionSpec,
  paper,
} from '../testing/session.steps.js';
import { recordAttendance } from './attending.js';
import { noticeSession } from './convening.js';
import { contestExclusion, excludeMember } from './excluding.js';
import { draftMinutes } from './minuting.js';
import { declareConflict } from './recusing.js';
import { openRecusalBallot } from './resolving.js';
import type { SessionEvent } from './session.events.js';
import type { SessionState } from './session.state.js';
import { addAgendaItem } from './setting-agenda.js';
import { closeSession, deferItem, deliberate, openSession, openVoting } from './sitting.js';
import { castVote, closeVoting } from './voting.js';

type Act = Decide<SessionState, SessionEvent>;

function detailOf({ state, moment }: SessionSpec, act: Act): string {
  try {
    act(state, moment);
  } catch (error) {
    if (error instanceof Refusal) return error.detail;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const two = () => noticed(caseNo(1), caseNo(2));
const deliberating = () => opened(two(), 14).given(bound(deliberate, { ...byChair, item: 1 }));
const clear = (by: object, ...items: readonly number[]) =>
  bound(declareConflict, {
    memberId: 'member-2',
    by: { sub: 'member-2', ...by },
    items: items.map((item) => ({ item, ground: 'NONE' as const })),
  });
const exclusion = (memberId: string) =>
  bound(excludeMember, { item: 1, memberId, ground: 'A', evidence: '등기부', by: 'SECRETARY' });

describe('A refusal in a session', () => {
  it('says where session and item stand, and when the act is possible', () => {
    expect(detailOf(planned, bound(openSession, { ...byChair, inOffice }))).toBe(
      'Session 62 is PLANNED; this is possible while it is NOTICED.',
    );
    expect(detailOf(planned, exclusion('member-3'))).toBe(
      'Session 62 is PLANNED; this is possible while it is NOTICED or ADJOURNED or OPEN.',
    );
    const deferral = { ...byChair, item: 1, reason: '사유', requests: ['자료'] };
    expect(detailOf(opened(two(), 14), bound(deferItem, deferral))).toBe(
      'Item 1 is PENDING; this is possible while it is DELIBERATING or VOTING.',
    );
  });

  it('names every item of the applicant whose person acts', () => {
    const supplier = '9999999999';
    const session = noticed(caseNo(1, { supplier }), caseNo(2), caseNo(3, { supplier }));
    expect(detailOf(session, clear({ org: supplier }, 1, 2, 3))).toContain('item 1, 3 as your organisation');
  });

  it('names every member who has yet to declare, and every item that a late one has yet to declare on', () => {
    const present = two()
      .on('2025-09-19 14:00')
      .given(...members.slice(0, 11).map((memberId) => bound(recordAttendance, { memberId })));
    const opening = bound(openSession, { ...byChair, inOffice });
    expect(detailOf(present.given(...members.slice(0, 9).map(declaringOn)), opening)).toBe(
      'Not declared on item 1: member-9, member-10.',
    );
    const late = bound(recordAttendance, { memberId: 'member-15' });
    expect(detailOf(opened(two(), 14), late)).toContain('declares first, on item 1, 2.');
    const half = opened(two(), 14).given(
      bound(declareConflict, {
        memberId: 'member-15',
        by: { sub: 'member-15' },
        items: [{ item: 2, ground: 'NONE' as const }],
      }),
    );
    expect(detailOf(half, late)).toContain('declares first, on item 1.');
  });

  it('names once every member whose recusal the committee has yet to resolve', () => {
    const contested = deliberating()
      .given(exclusion('member-3'), exclusion('member-5'))
      .given(
        ...['member-3', 'member-5'].map((memberId): Act => {
          return (state) =>
            contestExclusion(state, { item: 1, memberId, by: { sub: memberId }, reason: '사실과 다르다' });
        }),
      )
      .given(bound(openRecusalBallot, { ...byChair, item: 1, memberId: 'member-3' }))
      .given(bound(openRecusalBallot, { ...byChair, item: 1, memberId: 'member-7' }));
    expect(detailOf(contested, bound(openVoting, { ...byChair, item: 1 }))).toBe(
      'On item 1 the committee has yet to resolve the recusal of member-3, member-7, member-5.',
    );
  });

  it('names the first day on which a notice is early enough, urgent or not', () => {
    const notice = { time: '14:00', place: '세종', inOffice, on: '2025-09-10', dateReason: '일정' };
    const late = planned.on('2025-09-03 10:00');
    expect(detailOf(late, bound(noticeSession, notice))).toContain('7 clear days: 2025-09-11 at the earliest');
    const today = planned.on('2025-09-10 10:00');
    expect(detailOf(today, bound(noticeSession, { ...notice, urgentReason: '긴급' }))).toContain(
      'the day before: 2025-09-11 at the earliest',
    );
  });

  it('says of the day of a session whether it is to come or over', () => {
    const opening = bound(openSession, { ...byChair, inOffice });
    expect(detailOf(two(), opening)).toBe('Session 62 is convened for 2025-09-19; today is 2025-09-11.');
    expect(detailOf(two().on('2025-09-20'), opening)).toBe(
      'Session 62 was convened for 2025-09-19: adjourn it and convene it again.',
    );
  });

  it('counts who is there and who is missing', () => {
    const opening = (earlyReason?: string) =>
      bound(openSession, { ...byChair, inOffice, ...(earlyReason !== undefined && { earlyReason }) });
    expect(detailOf(attended(two().on('2025-09-19 14:00'), 10), opening())).toBe(
      '10 of 20 members are present, 11 are needed: adjourn.',
    );
    expect(detailOf(attended(two().on('2025-09-19 13:59'), 18), opening('전원 출석'))).toContain(
      '2 members are missing',
    );
  });

  it('names every item that is undecided, unreasoned, or does not fit the day', () => {
    expect(detailOf(opened(two(), 14), bound(closeSession, byChair))).toContain('Items 1, 2 are undecided');
    const refused = [1, 2].reduce(
      (session, item) => counted(voted(votingOn(session, item), item, ...votesOf(7, 7)), item),
      opened(two(), 14),
    );
    const closed = refused.given(bound(closeSession, byChair));
    expect(detailOf(closed, bound(draftMinutes, { paper, summary: '요약', items: [] }))).toContain('items 1, 2.');
    const october = planned
      .given(bound(addAgendaItem, caseNo(1)), bound(addAgendaItem, caseNo(2)))
      .on('2025-09-02 10:00');
    const august = { time: '14:00', place: '세종', inOffice, on: '2025-09-10', dateReason: '일정' };
    const misfit = october.state.agenda.map((item) => ({ ...item, acceptedOn: '2025-09-01' }));
    const moved = (_: SessionState, moment: SessionSpec['moment']) =>
      noticeSession({ ...october.state, agenda: misfit }, august, moment);
    expect(detailOf(october, moved)).toBe(
      'For 2025-09-10, item 1 (서비스 1) was accepted on 2025-09-01, after the cut-off 2025-08-29 (A-19); ' +
        'item 2 (서비스 2) was accepted on 2025-09-01, after the cut-off 2025-08-29 (A-19): take them off, or another day.',
    );
  });

  it('says of a debarment from when to when it holds, and on which ground', () => {
    const debarment = { from: '2025-09-19', to: '2026-03-18', ground: 'COLLUSION' };
    expect(detailOf(deliberating(), bound(openVoting, { ...byChair, item: 1, debarment }))).toBe(
      '제공기업 1 of item 1 is debarred from 2025-09-19 to 2026-03-18 (COLLUSION, 부정당업자 제재): ' +
        'tell the committee, and open the vote with debarmentSeen true.',
    );
  });

  it('of a vote that does not open names the item', () => {
    const other = { seal: () => 'x', open: () => undefined };
    const voting = voted(votingOn(opened(two(), 14), 1), 1, [2, 'YES']);
    expect(detailOf(voting, bound(closeVoting, { ...byChair, item: 1, box: other }))).toContain('A vote on item 1');
    const recused = votingOn(opened(two(), 14, ['member-2']), 1);
    const ballot = { item: 1, memberId: 'member-2', by: { sub: 'member-2' }, vote: 'YES', box: testBox } as const;
    expect(detailOf(recused, bound(castVote, ballot))).toContain('recused on item 1');
  });
});

/** The member declares no conflict on both items. */
function declaringOn(memberId: string): Act {
  const items = [1, 2].map((item) => ({ item, ground: 'NONE' as const }));
  return bound(declareConflict, { memberId, by: { sub: memberId }, items });
}
