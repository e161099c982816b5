import { proves } from '#testing/proves.js';
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
  presidency,
  type SessionSpec,
  testBox,
  votingOn,
} from '../testing/session.steps.js';
import { recordAttendance } from './attending.js';
import { cancelSession } from './convening.js';
import { staysOf } from './session.rules.js';
import { closeSession, deferItem, deliberate, openSession, openVoting } from './sitting.js';
import { ensurePresiding } from './presiding.js';
import { closeVoting } from './voting.js';
import { declareConflict } from './recusing.js';
import { removeFromAgenda } from './setting-agenda.js';

describe('presiding', () => {
  it(
    'is for the chair; for the acting chair only while the chair is away or recused on the item',
    proves({ '3.1/acting-chair': ensurePresiding }),
    () => {
      const taking = (by: string) => bound(deliberate, { by, presidency, item: 1 });
      const present = opened(noticed(caseNo(1)), 14);
      present.when(taking('member-1')).thenRefused('FORBIDDEN');
      present.when(taking('member-2')).thenRefused('FORBIDDEN');
      const recused = opened(noticed(caseNo(1)), 14, ['chair']);
      recused.when(taking('chair')).thenRefused('FORBIDDEN');
      recused.when(taking('member-1')).thenEvents('DeliberationStarted');
      present
        .on('2025-09-19 15:00')
        .given(bound(recordAttendance, { memberId: 'chair', to: '2025-09-19T06:00:00Z' }))
        .when(taking('member-1'))
        .thenEvents('DeliberationStarted');
    },
  );

  it('is for the chair alone before the day of the session, when nobody is in the room', () => {
    const cancelling = (by: string) => bound(cancelSession, { by, presidency, reason: '안건 부족' });
    const session = noticed(caseNo(1));
    session.when(cancelling('member-1')).thenRefused('FORBIDDEN');
    session.when(cancelling('chair')).thenEvents('SessionCancelled', 'AgendaItemReleased');
    session.on('2025-09-19 14:00').when(cancelling('member-1')).thenEvents('SessionCancelled', 'AgendaItemReleased');
  });

  it(
    'R-38: opens at the hour of its notice, or before it with a reason and every member there',
    proves({ 'R-38': openSession }),
    () => {
      const opening = (earlyReason?: string) =>
        bound(openSession, { ...byChair, inOffice, ...(earlyReason !== undefined && { earlyReason }) });
      const early = (present: number) => attended(noticed(caseNo(1)).on('2025-09-19 13:59'), present);
      early(19).when(opening('전원 출석')).thenRefused('BEFORE_HOUR');
      early(20).when(opening()).thenRefused('BEFORE_HOUR');
      expect(early(20).given(opening('전원 출석')).state).toMatchObject({ status: 'OPEN', earlyReason: '전원 출석' });
      expect(attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 11).given(opening()).state.status).toBe('OPEN');
    },
  );

  it('ends on its day: after midnight a vote is finished and the session closed, and nothing new taken up', () => {
    const session = opened(noticed(caseNo(1), caseNo(2), caseNo(3)), 14);
    expect(session.state.deadlines).toMatchObject([{ key: 'CLOSING', dueAt: '2025-09-19T15:00:00.000Z' }]);
    const late = votingOn(session.given(bound(deliberate, { ...byChair, item: 2 })), 1).on('2025-09-20 00:00');
    late.when(bound(deliberate, { ...byChair, item: 3 })).thenRefused('SESSION_DAY_OVER');
    late.when(bound(openVoting, { ...byChair, item: 2 })).thenRefused('SESSION_DAY_OVER');
    counted(late, 1)
      .when(bound(closeSession, { ...byChair, carryReason: '자정' }))
      .thenEvents('ItemCarried', 'ItemCarried', 'SessionClosed', 'AgendaItemReleased', 'AgendaItemReleased');
  });

  it('opens on the day only', proves({ '11.2/session-opened': openSession }), () => {
    const opening = bound(openSession, { ...byChair, inOffice });
    const session = noticed(caseNo(1));
    session.when(opening).thenRefused('NOT_SESSION_DAY');
    session.when(bound(recordAttendance, { memberId: 'chair' })).thenRefused('NOT_SESSION_DAY');
    session.on('2025-09-20 10:00').when(opening).thenRefused('NOT_SESSION_DAY');
  });
});

describe('The acts of the chair on an item', () => {
  const presence = opened(noticed(caseNo(1), caseNo(2)), 14);
  const acting = { by: 'member-1', presidency };

  it('are possible in an open session, on an item that is there', () => {
    noticed(caseNo(1))
      .when(bound(deliberate, { ...byChair, item: 1 }))
      .thenRefused('SESSION_NOT_OPEN');
    presence.when(bound(deliberate, { ...byChair, item: 3 })).thenRefused('NOT_FOUND');
    noticed(caseNo(1)).when(bound(closeSession, byChair)).thenRefused('SESSION_NOT_OPEN');
    planned.when(bound(openSession, { ...byChair, inOffice })).thenRefused('SESSION_NOT_NOTICED');
  });

  it('fall to the acting chair where there is no chair, and to no other member', () => {
    const vacant = { actingChairId: 'member-1' };
    presence.when(bound(deliberate, { by: 'member-1', presidency: vacant, item: 1 })).thenEvents('DeliberationStarted');
    presence.when(bound(deliberate, { by: 'member-2', presidency: vacant, item: 1 })).thenRefused('FORBIDDEN');
    presence.when(bound(deliberate, { by: 'member-2', presidency: {}, item: 1 })).thenRefused('FORBIDDEN');
  });

  it('are for the one who presides, opening and closing as well', () => {
    const other = { by: 'member-2', presidency };
    const present = attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 11);
    present.when(bound(openSession, { ...other, inOffice })).thenRefused('FORBIDDEN');
    presence.when(bound(closeSession, { ...other, carryReason: '시간 부족' })).thenRefused('FORBIDDEN');
    presence
      .when(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
      .thenEvents(
        { type: 'ItemCarried', data: { item: 1 } },
        { type: 'ItemCarried', data: { item: 2 } },
        'SessionClosed',
        'AgendaItemReleased',
        'AgendaItemReleased',
      );
  });

  it('wait for no declaration on an item that has left the agenda', () => {
    const onTwo = (memberId: string) =>
      bound(declareConflict, { memberId, by: { sub: memberId }, items: [{ item: 2, ground: 'NONE' as const }] });
    const left = noticed(caseNo(1), caseNo(2)).given(bound(removeFromAgenda, caseNo(1).caseId));
    const present = left
      .on('2025-09-19 14:00')
      .given(...members.slice(0, 11).flatMap((memberId) => [onTwo(memberId), bound(recordAttendance, { memberId })]));
    present.when(bound(openSession, { ...byChair, inOffice })).thenEvents('SessionOpened');
  });

  it('are not for an acting chair who stands aside on the item', () => {
    const both = opened(noticed(caseNo(1), caseNo(2)), 14, ['chair', 'member-1']);
    both.when(bound(deliberate, { ...acting, item: 1 })).thenRefused('FORBIDDEN');
    both.when(bound(deliberate, { ...byChair, item: 2 })).thenEvents('DeliberationStarted');
  });

  it('follow one another: taken up, voted on, counted', () => {
    presence.when(bound(openVoting, { ...byChair, item: 1 })).thenRefused('ITEM_NOT_DELIBERATING');
    const up = presence.given(bound(deliberate, { ...byChair, item: 1 }));
    up.when(bound(deliberate, { ...byChair, item: 1 })).thenRefused('ITEM_NOT_PENDING');
    up.when(bound(closeVoting, { ...byChair, item: 1, box: testBox })).thenRefused('VOTING_NOT_OPEN');
    const voting = up
      .when(bound(openVoting, { ...byChair, item: 1 }))
      .thenEvents({ type: 'VotingOpened', data: { item: 1 } });
    voting.when(bound(closeSession, { ...byChair, carryReason: '시간 부족' })).thenRefused('VOTING_OPEN');
    expect(presence.state.agenda[1]).toEqual(voting.state.agenda[1]);
  });

  it('defer an item while it is taken up or voted on, and the recused come back', () => {
    const recused = opened(noticed(caseNo(1)), 14, ['member-3']).given(bound(deliberate, { ...byChair, item: 1 }));
    const deferral = { ...byChair, item: 1, reason: '자료 부족', requests: ['재무제표', '운영 계획'] };
    for (const session of [recused, recused.given(bound(openVoting, { ...byChair, item: 1 }))]) {
      const { state } = session.when(bound(deferItem, deferral)).thenEvents({
        type: 'ItemDeferred',
        data: { item: 1, requests: ['재무제표', '운영 계획'], on: '2025-09-19' },
        reason: '자료 부족',
      });
      expect(state.agenda[0]).toMatchObject({
        status: 'DEFERRED',
        decidedOn: '2025-09-19',
        deferral: { reason: '자료 부족', requests: ['재무제표', '운영 계획'] },
        recusals: [{ memberId: 'member-3', inAt: '2025-09-19T05:00:00.000Z' }],
      });
    }
  });

  it('open a session on record: when, with how many, and until when it lasts', () => {
    const { state } = attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 12)
      .when(bound(openSession, { ...byChair, inOffice, earlyReason: '전원 출석' }))
      .thenEvents({
        type: 'SessionOpened',
        data: { sessionNo: 62, openedAt: '2025-09-19T05:00:00.000Z', members: 20, present: 12 },
      });
    // In time, it needs no reason and has none.
    expect(state).not.toHaveProperty('earlyReason');
    expect(state).toMatchObject({
      openedAt: '2025-09-19T05:00:00.000Z',
      deadlines: [{ key: 'CLOSING', dueAt: '2025-09-19T15:00:00.000Z', basis: 'd', rule: '§11.2' }],
    });
  });
});

describe('An item whose supplier is debarred on the session day (부정당업자)', () => {
  const debarment = { from: '2025-09-19', to: '2026-03-18', ground: 'COLLUSION' };
  const deliberating = opened(noticed(caseNo(1)), 14).given(bound(deliberate, { ...byChair, item: 1 }));
  const opening = (known: object) => bound(openVoting, { ...byChair, item: 1, ...known });

  it(
    '§3.5: is voted on once the chair has been shown it, and keeps what was shown',
    proves({ '3.5/sanction-free': openVoting, '11.5/debarment-told': openVoting }),
    () => {
      deliberating.when(opening({ debarment })).thenRefused('DEBARMENT_UNSEEN');
      deliberating.when(opening({ debarment, debarmentSeen: false })).thenRefused('DEBARMENT_UNSEEN');
      const voting = deliberating.when(opening({ debarment, debarmentSeen: true })).thenEvents('VotingOpened');
      expect(voting.state.agenda[0]).toMatchObject({ status: 'VOTING', debarment });
    },
  );

  it('keeps nothing where there was nothing to be seen', () => {
    const voting = deliberating.when(opening({ debarmentSeen: true })).thenEvents('VotingOpened');
    expect(voting.state.agenda[0]).not.toHaveProperty('debarment');
  });
});

describe('attendance', () => {
  it('R-08: keeps every stay of a member who leaves and returns', proves({ 'R-08': recordAttendance }), () => {
    const at = (text: string, session: SessionSpec, entry: object = {}) =>
      session.on(`2025-09-19 ${text}`).given(bound(recordAttendance, { memberId: 'member-2', ...entry }));
    const left = at('14:10', opened(noticed(caseNo(1)), 14), { to: '2025-09-19T05:10:00Z' });
    const back = at('15:00', left);
    expect(staysOf(back.state, 'member-2')).toEqual([
      { memberId: 'member-2', convocation: 1, from: '2025-09-19T05:00:00.000Z', to: '2025-09-19T05:10:00.000Z' },
      { memberId: 'member-2', convocation: 1, from: '2025-09-19T06:00:00.000Z' },
    ]);
    // An entry that begins before the last leaving corrects the last stay.
    const corrected = at('15:10', left, { from: '2025-09-19T05:00:00Z' });
    expect(staysOf(corrected.state, 'member-2')).toHaveLength(1);
    expect(staysOf(corrected.state, 'member-2')[0]).not.toHaveProperty('to');
    const before = { memberId: 'member-2', from: '2025-09-19T05:05:00Z' };
    back.when(bound(recordAttendance, before)).thenRefused('ATTENDANCE_TIME');
    // The same entry twice is one stay.
    expect(staysOf(at('15:20', back).state, 'member-2')).toHaveLength(2);
  });
});
