import { Refusal } from '#common/kernel/errors.js';
import { momentOf, refusalOf } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { sessionType } from '../session.type.js';
import {
  attended,
  bound,
  byChair,
  caseNo,
  inOffice,
  itemIn,
  nothing,
  notice,
  noticed,
  planned,
  roster,
} from '../testing/session.steps.js';
import { admitMembers, recordAttendance } from './attending.js';
import { adjournSession, attendanceOf, cancelSession, noticeSession, planSession } from './convening.js';
import type { RosterMember } from './session.state.js';
import { addAgendaItem, takeOffAgenda } from './setting-agenda.js';
import { ensureDateReason, ensureLawfulRoster, ensureNoticePeriod, presentAt } from './session.rules.js';
import { openSession } from './sitting.js';

const SESSION = '018f6f2a-0000-7000-8000-000000000006';

function refused(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('Nothing was refused.');
}

const opening = bound(openSession, { ...byChair, inOffice });

describe('planning and convening a session', () => {
  it(
    'numbers sessions without a gap and takes the regular day unless there is a reason',
    proves({ '11.2/session-planned': planSession }),
    () => {
      const plan = { sessionId: 'x', no: 62, lastNo: 61, plannedBy: 'c' };
      const now = momentOf('2025-09-01 10:00');
      expect(planned.state).toMatchObject({ no: 62, status: 'PLANNED', on: '2025-09-19' });
      expect(refusalOf(() => planSession({ ...plan, no: 63 }, now))).toBe('SESSION_NO_NOT_NEXT');
      expect(refusalOf(() => planSession({ ...plan, on: '2025-09-10' }, now))).toBe('SESSION_DATE_REASON_REQUIRED');
      expect(refusalOf(() => planSession({ ...plan, on: '2025-09-01', dateReason: '당일' }, now))).toBe(
        'SESSION_DATE_PAST',
      );
    },
  );

  it('R-13, F-31: plans for a year without an official list of holidays, and says that its freeze is provisional', () => {
    const plan = { sessionId: 'x', no: 62, lastNo: 61, plannedBy: 'c', on: '2028-01-21', dateReason: 'x' };
    expect(planSession(plan, momentOf('2027-12-01'))).toMatchObject([
      {
        data: { on: '2028-01-21' },
        details: {
          deadlines: [
            {
              key: 'AGENDA_FREEZE',
              dueAt: '2028-01-19T09:00:00.000Z',
              provisional: { from: '2028-01-21', days: -2, time: '18:00' },
            },
          ],
        },
      },
    ]);
    const { on: _, dateReason: __, ...regular } = plan;
    // 설날 is on 27 January: the third Friday stays, the fourth would be a holiday.
    expect(planSession(regular, momentOf('2028-01-03'))).toMatchObject([{ data: { on: '2028-01-21' } }]);
  });

  it(
    'gives seven clear days, neither end counted; urgent notice the day before',
    proves({ '11.2/session-noticed': ensureNoticePeriod, '3.1/notice': ensureNoticePeriod }),
    () => {
      const other = { ...notice, on: '2025-09-10', dateReason: '위원 일정' };
      const urgent = { ...other, urgentReason: '긴급' };
      expect(planned.on('2025-09-02 23:59').given(bound(noticeSession, other)).state.status).toBe('NOTICED');
      const late = planned.on('2025-09-03 00:00').when(bound(noticeSession, other)).thenRefused('NOTICE_TOO_SHORT');
      expect(late.on('2025-09-09 10:00').given(bound(noticeSession, urgent)).state.status).toBe('NOTICED');
      planned.on('2025-09-10 09:00').when(bound(noticeSession, urgent)).thenRefused('NOTICE_TOO_SHORT');
    },
  );

  it(
    'convenes at most twenty, half of them non-officials',
    proves({ '11.2/session-roster': ensureLawfulRoster, '3.1/non-officials': ensureLawfulRoster }),
    () => {
      const convening = (members: readonly RosterMember[]) =>
        bound(noticeSession, { ...notice, inOffice: () => members });
      planned.when(convening([])).thenRefused('ROSTER_SIZE');
      planned.when(convening([...roster, ...roster.slice(0, 1)])).thenRefused('ROSTER_SIZE');
      planned.when(convening(roster.slice(0, 19))).thenRefused('NON_OFFICIALS_TOO_FEW');
    },
  );

  it(
    'is adjourned when ten of twenty come; the items are carried and pending again after the next notice',
    proves({
      '11.2/session-adjourned': adjournSession,
      '11.2/session-noticed-again': noticeSession,
      '11.5/race-notice': ensureNoticePeriod,
    }),
    () => {
      const convened = planned
        .given(bound(addAgendaItem, caseNo(1)))
        .on('2025-09-01 11:00')
        .given(bound(noticeSession, { ...notice, on: '2025-09-10', dateReason: '일정' }));
      const adjourned = attended(convened.on('2025-09-10 14:00'), 10)
        .when(opening)
        .thenRefused('QUORUM_NOT_MET')
        .given(bound(adjournSession, inOffice));
      expect(itemIn(adjourned, 1).status).toBe('CARRIED');
      expect(adjourned.state.convocations[0]?.adjourned).toMatchObject({ members: 20, present: 10 });
      const again = bound(noticeSession, { ...notice, on: '2025-09-19' });
      const renewed = adjourned
        .on('2025-09-12 10:00')
        .when(again)
        .thenRefused('NOTICE_TOO_SHORT')
        .on('2025-09-11 10:00')
        .given(again);
      expect(itemIn(renewed, 1)).toMatchObject({ status: 'PENDING', deferrals: 0 });
      expect(renewed.state).toMatchObject({ status: 'NOTICED', no: 62 });
      // the adjourned convocation keeps its record, and nobody is in the room of the next one.
      expect(renewed.state.attendance).toHaveLength(10);
      expect(presentAt(renewed.state, new Date('2025-09-19T05:00:00Z'))).toEqual([]);
    },
  );

  it('counts the members still in office: the quorum falls with those who left', () => {
    const { state } = attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 10).given(
      bound(openSession, { ...byChair, inOffice: () => roster.slice(0, 19) }),
    );
    expect(state).toMatchObject({ status: 'OPEN' });
    expect(state.roster).toHaveLength(19);
  });

  it(
    'R-06: counts every member in office on the day, on the roster of the notice or not',
    proves({ 'R-06': attendanceOf }),
    () => {
      const nineteen = roster.slice(1);
      const convened = planned
        .given(bound(addAgendaItem, caseNo(1)))
        .on('2025-09-11 10:00')
        .given(bound(noticeSession, { ...notice, inOffice: () => nineteen }));
      // The twentieth, the chair of all people, is appointed after the notice, and renewed members are told apart.
      const joined = convened.when((state) => admitMembers(state, inOffice)).thenEvents('MemberJoined');
      joined.when((state) => admitMembers(state, inOffice)).thenEvents();
      expect(joined.state.roster).toHaveLength(20);
      const ten = attended(joined.on('2025-09-19 14:00'), 10);
      ten.when(opening).thenRefused('QUORUM_NOT_MET');
      ten.when(bound(adjournSession, () => roster.slice(0, 19))).thenRefused('QUORUM_MET');
      attended(ten, 11)
        .when(opening)
        .thenEvents({ type: 'SessionOpened', data: { members: 20, present: 11 } });
      // Nobody is taken in once the session is over.
      const called = joined.given(bound(cancelSession, { ...byChair, reason: '취소' }));
      called
        .when((state) => admitMembers(state, () => [...roster, { ...roster[1], memberId: 'new' } as RosterMember]))
        .thenEvents();
    },
  );

  it(
    'R-06: takes in who is appointed or renewed after the notice, and nobody twice',
    proves({ 'R-06': admitMembers }),
    () => {
      const convened = planned.on('2025-09-11 10:00').given(bound(noticeSession, { ...notice, inOffice }));
      const [first, ...others] = roster.slice(10);
      const renewed = { ...first, termTo: '2029-08-03' } as RosterMember;
      const appointed: RosterMember = { memberId: 'new', role: 'MEMBER', official: false, termTo: '2027-09-11' };
      const seats = [...roster.slice(0, 10), renewed, ...others.slice(1), appointed];
      const admitting = (state: typeof convened.state) => admitMembers(state, () => seats);
      const joined = convened
        .when(admitting)
        .thenEvents({ type: 'MemberJoined', data: renewed }, { type: 'MemberJoined', data: appointed });
      joined.when(admitting).thenEvents();
      expect(joined.state.roster.find(({ memberId }) => memberId === renewed.memberId)).toEqual(renewed);
      const here = joined.on('2025-09-19 14:00').given(bound(recordAttendance, { memberId: 'new' }));
      expect(presentAt(here.state, here.moment.at)).toEqual([appointed]);
    },
  );

  it(
    'sits in an extra session for an objection, on another day than the regular one, with a reason',
    proves({ '11.2/session-extra': ensureDateReason }),
    () => {
      const plan = { sessionId: SESSION, no: 63, lastNo: 62, on: '2025-10-02', plannedBy: 'c' };
      nothing.when((_, moment) => planSession(plan, moment)).thenRefused('SESSION_DATE_REASON_REQUIRED');
      const extra = nothing
        .when((_, moment) => planSession({ ...plan, dateReason: '이의신청 답변 기한' }, moment))
        .thenEvents({ type: 'SessionPlanned', data: { on: '2025-10-02' } });
      const objection = caseNo(1, { kind: 'OBJECTION', barred: ['member-1'] });
      const convened = extra.given(bound(addAgendaItem, objection)).given(bound(noticeSession, notice));
      expect(convened.state.convocations).toMatchObject([{ on: '2025-10-02', dateReason: '이의신청 답변 기한' }]);
      expect(itemIn(convened, 1)).toMatchObject({ kind: 'OBJECTION', status: 'PENDING' });
    },
  );

  it(
    'R-09: names in a notice each item that does not fit the day it sets, until it is taken off',
    proves({ 'R-09': noticeSession }),
    () => {
      const october = nothing
        .given((_, moment) =>
          planSession({ sessionId: SESSION, no: 62, lastNo: 61, on: '2025-10-17', plannedBy: 'c' }, moment),
        )
        .on('2025-09-10 10:00')
        .given(bound(addAgendaItem, caseNo(1)), bound(addAgendaItem, caseNo(2, { acceptedOn: '2025-09-05' })));
      const september = bound(noticeSession, { ...notice, on: '2025-09-23', dateReason: '일정' });
      const refusal = refused(() => september(october.state, october.moment));
      expect(refusal).toMatchObject({ code: 'AGENDA_DOES_NOT_FIT' });
      expect(refusal.message).toContain('item 2 (서비스 2) was accepted on 2025-09-05, after the cut-off 2025-08-29');
      expect(refusal.message).not.toContain('서비스 1');
      const freed = october
        .when(bound(takeOffAgenda, { item: 2, reason: '마감 뒤 접수' }))
        .thenEvents('ItemTakenOff', { type: 'AgendaItemReleased', data: { item: 2, why: 'REMOVED' } });
      expect(freed.given(september).state).toMatchObject({ status: 'NOTICED', on: '2025-09-23' });
      // The freeze is checked as well: two business days before 10 October lie behind the holidays.
      const added = nothing
        .given((_, moment) =>
          planSession({ sessionId: SESSION, no: 62, lastNo: 61, on: '2025-10-17', plannedBy: 'c' }, moment),
        )
        .on('2025-10-01 18:00')
        .given(bound(addAgendaItem, caseNo(1)));
      const moved = bound(noticeSession, { ...notice, on: '2025-10-10', dateReason: '일정' });
      added.on('2025-10-01 20:00').when(moved).thenRefused('AGENDA_DOES_NOT_FIT');
    },
  );

  it(
    'R-09: freezes the agenda of an urgent session at its notice, without a cut-off',
    proves({ 'R-09': noticeSession }),
    () => {
      const urgent = nothing.given((_, moment) =>
        planSession(
          {
            sessionId: SESSION,
            no: 62,
            lastNo: 61,
            on: '2025-09-02',
            dateReason: '긴급',
            urgentReason: '긴급',
            plannedBy: 'c',
          },
          moment,
        ),
      );
      const yesterday = bound(addAgendaItem, caseNo(1, { acceptedOn: '2025-09-01' }));
      const convened = urgent.given(yesterday).given(bound(noticeSession, notice));
      expect(convened.state.convocations[0]).toMatchObject({ on: '2025-09-02', urgentReason: '긴급' });
      convened.when(bound(addAgendaItem, caseNo(2))).thenRefused('AGENDA_FROZEN');
      convened.when(bound(takeOffAgenda, { item: 1, reason: '사유' })).thenRefused('AGENDA_FROZEN');
      // A session that was not planned so becomes urgent by its notice.
      const late = planned.given(bound(addAgendaItem, caseNo(1))).on('2025-09-17 10:00');
      const noticed17 = late.given(bound(noticeSession, { ...notice, urgentReason: '긴급' }));
      noticed17.when(bound(addAgendaItem, caseNo(2))).thenRefused('AGENDA_FROZEN');
    },
  );

  it('is called off after an adjournment too, without another notice', () => {
    const { state } = noticed(caseNo(1))
      .on('2025-09-19 14:00')
      .given(bound(adjournSession, inOffice))
      .when(bound(cancelSession, { ...byChair, reason: '안건 부족' }))
      .thenEvents('SessionCancelled', { type: 'AgendaItemReleased', data: { item: 1, why: 'SESSION_CANCELLED' } });
    expect(sessionType.claims?.(state)).toEqual([]);
  });

  it('is called off by the chair, which frees its cases', proves({ '11.2/session-cancelled': cancelSession }), () => {
    const { state } = noticed(caseNo(1))
      .when(bound(cancelSession, { ...byChair, reason: '안건 부족' }))
      .thenEvents('SessionCancelled', { type: 'AgendaItemReleased', data: { why: 'SESSION_CANCELLED' } });
    expect(state.status).toBe('CANCELLED');
    expect(sessionType.claims?.(state)).toEqual([]);
  });

  it('keeps what a plan and a notice say, and no reason that was not given', () => {
    const plan = { sessionId: SESSION, no: 62, lastNo: 61, plannedBy: 'c' };
    const reasons = { dateReason: '일정', urgentReason: '긴급' };
    const urgent = nothing.given((_, moment) => planSession({ ...plan, on: '2025-09-10', ...reasons }, moment));
    expect(urgent.state).toEqual({
      sessionId: SESSION,
      no: 62,
      status: 'PLANNED',
      on: '2025-09-10',
      ...reasons,
      plannedBy: 'c',
      convocations: [],
      roster: [],
      attendance: [],
      agenda: [],
      papers: [],
      deadlines: [],
    });
    const regular = nothing.given((_, moment) => planSession(plan, moment));
    for (const reason of Object.keys(reasons)) expect(regular.state).not.toHaveProperty(reason);
    expect(regular.state.deadlines).toMatchObject([{ key: 'AGENDA_FREEZE', dueAt: '2025-09-17T09:00:00.000Z' }]);
    const convened = regular.given(bound(noticeSession, notice));
    expect(convened.state.convocations).toEqual([
      { n: 1, on: '2025-09-19', time: '14:00', place: '세종', noticedOn: '2025-09-01' },
    ]);
    expect(convened.state.roster).toEqual(roster);
    expect(convened.state.deadlines).toMatchObject([{ key: 'AGENDA_FREEZE', rule: 'A-26' }]);
    // The reasons of the plan are those of its notice, on the day it planned.
    const again62 = urgent.given(bound(noticeSession, notice));
    expect(again62.state.convocations).toMatchObject([{ on: '2025-09-10', ...reasons }]);
    expect(again62.state.deadlines).toMatchObject([{ key: 'AGENDA_FREEZE', rule: 'R-09' }]);
    urgent.when(bound(noticeSession, { ...notice, on: '2025-09-11' })).thenRefused('SESSION_DATE_REASON_REQUIRED');
  });

  it('is planned for a day that is one', () => {
    const plan = { sessionId: SESSION, no: 62, lastNo: 61, plannedBy: 'c', dateReason: '일정' };
    const planning = (on: string) => nothing.when((_, moment) => planSession({ ...plan, on }, moment));
    planning('2025-09-31').thenRefused('SESSION_DATE_PAST');
    planning('2025-08-29').thenRefused('SESSION_DATE_PAST');
    planning('2025-09-02').thenEvents('SessionPlanned');
  });

  it('is convened again for a new day only, and not for urgency of before', () => {
    const adjourned = noticed(caseNo(1)).on('2025-09-19 14:00').given(bound(adjournSession, inOffice));
    adjourned.when(bound(noticeSession, notice)).thenRefused('SESSION_DATE_REQUIRED');
    adjourned.when(opening).thenRefused('SESSION_NOT_NOTICED');
    const plan = {
      sessionId: SESSION,
      no: 62,
      lastNo: 61,
      on: '2025-09-02',
      dateReason: '긴급',
      urgentReason: '긴급',
      plannedBy: 'c',
    };
    const urgent = nothing
      .given((_, moment) => planSession(plan, moment))
      .given(bound(noticeSession, notice))
      .on('2025-09-02 14:00')
      .given(bound(adjournSession, inOffice));
    urgent
      .when(bound(noticeSession, { ...notice, on: '2025-09-05', dateReason: '일정' }))
      .thenRefused('NOTICE_TOO_SHORT');
  });

  it('asks of an item that an adjournment carried to fit the new day as well, and not of a removed one', () => {
    const session = noticed(caseNo(1), caseNo(2)).on('2025-09-19 14:00');
    const adjourned = session.given(bound(adjournSession, inOffice));
    const misfit = {
      ...adjourned.state,
      agenda: adjourned.state.agenda.map((item) => ({ ...item, acceptedOn: '2025-10-01' })),
    };
    const again = { ...notice, on: '2025-10-17' };
    const later = adjourned.on('2025-09-20').moment;
    expect(refusalOf(() => noticeSession(misfit, again, later))).toBe('AGENDA_DOES_NOT_FIT');
    const removed = { ...misfit, agenda: misfit.agenda.map((item) => ({ ...item, status: 'REMOVED' as const })) };
    expect(refusalOf(() => noticeSession(removed, again, later))).toBe('nothing refused');
  });

  it('is adjourned on its day or after, with a count of those in office who came', () => {
    noticed(caseNo(1)).when(bound(adjournSession, inOffice)).thenRefused('NOT_SESSION_DAY');
    planned.on('2025-09-19 14:00').when(bound(adjournSession, inOffice)).thenRefused('SESSION_NOT_NOTICED');
    const eleven = attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 11);
    eleven.when(bound(adjournSession, inOffice)).thenRefused('QUORUM_MET');
    // Who is no longer in office does not count, though the session has convened them.
    const seats = [...roster.slice(1), { ...roster[19]!, memberId: 'new' }];
    eleven.when(bound(adjournSession, () => seats)).thenEvents({
      type: 'SessionAdjourned',
      data: { sessionNo: 62, convocation: 1, adjournedAt: '2025-09-19T05:00:00.000Z', members: 20, present: 10 },
    });
  });

  it('is called off before it sits, by those who preside', () => {
    const calling = bound(cancelSession, { ...byChair, reason: '안건 부족' });
    planned.when(calling).thenEvents({ type: 'SessionCancelled', data: { sessionNo: 62 }, reason: '안건 부족' });
    const open = attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 11).given(opening);
    open.when(calling).thenRefused('SESSION_NOT_CANCELLABLE');
    planned.when(bound(cancelSession, { ...byChair, by: 'member-2', reason: '사유' })).thenRefused('FORBIDDEN');
    const two = noticed(caseNo(1), caseNo(2)).given(bound(takeOffAgenda, { item: 1, reason: '자료 보완' }));
    const { state } = two
      .when(calling)
      .thenEvents('SessionCancelled', { type: 'AgendaItemReleased', data: { item: 2, why: 'SESSION_CANCELLED' } });
    expect(state).toMatchObject({ status: 'CANCELLED', deadlines: [] });
  });
});
