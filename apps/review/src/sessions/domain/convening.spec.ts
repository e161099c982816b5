import { Refusal } from '#common/kernel/errors.js';
import { momentOf, refusalOf } from '#testing/specification.js';
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
import { admitMembers } from './attending.js';
import { adjournSession, cancelSession, noticeSession, planSession } from './convening.js';
import type { RosterMember } from './session.state.js';
import { addAgendaItem, takeOffAgenda } from './setting-agenda.js';
import { presentAt } from './session.rules.js';
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
  it('numbers sessions without a gap and takes the regular day unless there is a reason', () => {
    const plan = { sessionId: 'x', no: 62, lastNo: 61, plannedBy: 'c' };
    const now = momentOf('2025-09-01 10:00');
    expect(planned.state).toMatchObject({ no: 62, status: 'PLANNED', on: '2025-09-19' });
    expect(refusalOf(() => planSession({ ...plan, no: 63 }, now))).toBe('SESSION_NO_NOT_NEXT');
    expect(refusalOf(() => planSession({ ...plan, on: '2025-09-10' }, now))).toBe('SESSION_DATE_REASON_REQUIRED');
    expect(refusalOf(() => planSession({ ...plan, on: '2025-09-01', dateReason: '당일' }, now))).toBe(
      'SESSION_DATE_PAST',
    );
  });

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

  it('gives seven clear days, neither end counted; urgent notice the day before', () => {
    const other = { ...notice, on: '2025-09-10', dateReason: '위원 일정' };
    const urgent = { ...other, urgentReason: '긴급' };
    expect(planned.on('2025-09-02 23:59').given(bound(noticeSession, other)).state.status).toBe('NOTICED');
    const late = planned.on('2025-09-03 00:00').when(bound(noticeSession, other)).thenRefused('NOTICE_TOO_SHORT');
    expect(late.on('2025-09-09 10:00').given(bound(noticeSession, urgent)).state.status).toBe('NOTICED');
    planned.on('2025-09-10 09:00').when(bound(noticeSession, urgent)).thenRefused('NOTICE_TOO_SHORT');
  });

  it('convenes at most twenty, half of them non-officials', () => {
    const convening = (members: readonly RosterMember[]) =>
      bound(noticeSession, { ...notice, inOffice: () => members });
    planned.when(convening([])).thenRefused('ROSTER_SIZE');
    planned.when(convening([...roster, ...roster.slice(0, 1)])).thenRefused('ROSTER_SIZE');
    planned.when(convening(roster.slice(0, 19))).thenRefused('NON_OFFICIALS_TOO_FEW');
  });

  it('is adjourned when ten of twenty come; the items are carried and pending again after the next notice', () => {
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
  });

  it('counts the members still in office: the quorum falls with those who left', () => {
    const { state } = attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 10).given(
      bound(openSession, { ...byChair, inOffice: () => roster.slice(0, 19) }),
    );
    expect(state).toMatchObject({ status: 'OPEN' });
    expect(state.roster).toHaveLength(19);
  });

  it('R-06: counts every member in office on the day, on the roster of the notice or not', () => {
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
  });

  it('R-09: names in a notice each item that does not fit the day it sets, until it is taken off', () => {
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
  });

  it('R-09: freezes the agenda of an urgent session at its notice, without a cut-off', () => {
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
  });

  it('is called off after an adjournment too, without another notice', () => {
    const { state } = noticed(caseNo(1))
      .on('2025-09-19 14:00')
      .given(bound(adjournSession, inOffice))
      .when(bound(cancelSession, { ...byChair, reason: '안건 부족' }))
      .thenEvents('SessionCancelled', { type: 'AgendaItemReleased', data: { item: 1, why: 'SESSION_CANCELLED' } });
    expect(sessionType.claims?.(state)).toEqual([]);
  });

  it('is called off by the chair, which frees its cases', () => {
    const { state } = noticed(caseNo(1))
      .when(bound(cancelSession, { ...byChair, reason: '안건 부족' }))
      .thenEvents('SessionCancelled', { type: 'AgendaItemReleased', data: { why: 'SESSION_CANCELLED' } });
    expect(state.status).toBe('CANCELLED');
    expect(sessionType.claims?.(state)).toEqual([]);
  });
});
