import { toldBy, waitsIn } from '#testing/told.js';
import { admitMembers } from './domain/attending.js';
import { adjournSession, cancelSession, noticeSession } from './domain/convening.js';
import type { RosterMember } from './domain/session.state.js';
import { addAgendaItem } from './domain/setting-agenda.js';
import { sessionType } from './session.type.js';
import {
  attended,
  bound,
  byChair,
  caseNo,
  inOffice,
  notice,
  noticed,
  planned,
  roster,
} from './testing/session.steps.js';

describe('What members are told of a session', () => {
  const convened = noticed(caseNo(1));

  it('§3.1: each member on the roster gets day, hour and place of the notice', () => {
    const told = toldBy(sessionType, convened, 'SessionNoticed');
    expect(told.map(({ to }) => to)).toEqual(roster.map(({ memberId }) => `person:${memberId}`));
    expect(told[0]).toMatchObject({ reason: 'SESSION_NOTICED', once: '1', rule: 'S1 Art. 15-3' });
    expect(told[0]?.text.ko).toContain('일시: 2025-09-19 14:00. 장소: 세종.');
  });

  it('tells of a session without a quorum, and of the day to which it is moved', () => {
    const adjourned = attended(convened.on('2025-09-19 14:00'), 3).given((state, moment) =>
      adjournSession(state, inOffice, moment),
    );
    expect(toldBy(sessionType, adjourned, 'SessionAdjourned')[0]?.reason).toBe('SESSION_ADJOURNED');
    const again = { ...notice, on: '2025-10-17' };
    const moved = adjourned.on('2025-09-22 10:00').given(bound(noticeSession, again));
    const told = toldBy(sessionType, moved, 'SessionNoticed');
    expect(told).toHaveLength(roster.length);
    expect(told[0]).toMatchObject({ reason: 'SESSION_MOVED', once: '2' });
    expect(told[0]?.text.ko).toContain('2025-10-17');
  });

  it('tells that it is called off, and keeps the reason of the chair to itself', () => {
    const off = convened.given(bound(cancelSession, { ...byChair, reason: '의장의 사정' }));
    const told = toldBy(sessionType, off, 'SessionCancelled');
    expect(told).toHaveLength(roster.length);
    expect(JSON.stringify(told)).not.toContain('의장의 사정');
  });

  it('R-06: a member appointed after the notice is told at once, and nobody is told twice', () => {
    const nineteen = roster.slice(1);
    const short = planned
      .given(bound(addAgendaItem, caseNo(1)))
      .on('2025-09-11 10:00')
      .given(bound(noticeSession, { ...notice, inOffice: () => nineteen }));
    const joined = short.given((state) => admitMembers(state, inOffice));
    const told = toldBy(sessionType, joined, 'MemberJoined');
    expect(told.map(({ reason, to, once }) => [reason, to, once])).toEqual([
      ['SESSION_NOTICED', `person:${roster[0]?.memberId}`, '1'],
    ]);
    expect(told[0]?.text.ko).toContain('일시: 2025-09-19 14:00. 장소: 세종.');
  });

  it('R-06: a member whose term or role changes is on the roster already and is told nothing anew', () => {
    const again = attended(convened.on('2025-09-19 14:00'), 3)
      .given((state, moment) => adjournSession(state, inOffice, moment))
      .on('2025-09-22 10:00')
      .given(bound(noticeSession, { ...notice, on: '2025-10-17' }));
    const toldOf = (seat: RosterMember) => {
      const joined = again.when((state) => admitMembers(state, () => [seat])).thenEvents('MemberJoined');
      return toldBy(sessionType, joined, 'MemberJoined');
    };
    expect(toldOf({ memberId: 'member-10', role: 'MEMBER', official: false, termTo: '2029-08-03' })).toEqual([]);
    expect(toldOf({ memberId: 'member-1', role: 'CHAIR', official: true })).toEqual([]);
    const appointed = { memberId: 'member-20', role: 'MEMBER', official: false, termTo: '2027-10-01' } as const;
    expect(toldOf(appointed).map(({ reason, to, once }) => [reason, to, once])).toEqual([
      ['SESSION_NOTICED', 'person:member-20', '2'],
    ]);
  });

  it('names no applicant and no service', () => {
    const told = toldBy(sessionType, convened, 'SessionNoticed');
    expect(JSON.stringify(told)).not.toMatch(/서비스 1|제공기업 1/);
  });
});

describe('What waits in a session', () => {
  it('§11.2: the notice for the secretary, then declarations for members and the opening for the chair', () => {
    expect(waitsIn(sessionType, planned)).toEqual(['NOTICE_SESSION role:SECRETARY –']);
    const waits = waitsIn(sessionType, noticed(caseNo(1)));
    expect(waits).toContain('OPEN_SESSION person:chair 2025-09-19T15:00:00.000Z');
    expect(waits.filter((one) => one.startsWith('DECLARE_CONFLICT'))).toHaveLength(roster.length);
  });

  it('asks those who have declared no more', () => {
    const waits = waitsIn(sessionType, attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 3));
    expect(waits).not.toContain('DECLARE_CONFLICT person:chair –');
    expect(waits).toContain(`DECLARE_CONFLICT person:${roster[10]?.memberId ?? ''} –`);
  });
});
