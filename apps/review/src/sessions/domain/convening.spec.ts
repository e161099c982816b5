import { momentOf, refusalOf } from '#testing/specification.js';
import { sessionType } from '../session.type.js';
import {
  attended,
  bound,
  byChair,
  caseNo,
  inOffice,
  itemIn,
  notice,
  noticed,
  planned,
  roster,
} from '../testing/session.steps.js';
import { adjournSession, cancelSession, noticeSession, planSession } from './convening.js';
import type { RosterMember } from './session.state.js';
import { addAgendaItem } from './setting-agenda.js';
import { openSession } from './sitting.js';

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
    const convening = (members: readonly RosterMember[]) => bound(noticeSession, { ...notice, roster: members });
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
    expect(renewed.state).toMatchObject({ status: 'NOTICED', no: 62, attendance: [] });
  });

  it('counts the members still in office: the quorum falls with those who left', () => {
    const { state } = attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 10).given(
      bound(openSession, { ...byChair, inOffice: inOffice.slice(0, 19) }),
    );
    expect(state).toMatchObject({ status: 'OPEN' });
    expect(state.roster).toHaveLength(19);
  });

  it('is called off by the chair, which frees its cases', () => {
    const { state } = noticed(caseNo(1))
      .when(bound(cancelSession, { ...byChair, reason: '안건 부족' }))
      .thenEvents('SessionCancelled', { type: 'AgendaItemReleased', data: { why: 'SESSION_CANCELLED' } });
    expect(state.status).toBe('CANCELLED');
    expect(sessionType.claims?.(state)).toEqual([]);
  });
});
