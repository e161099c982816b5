import type { Moment } from '#common/kernel/clock.js';
import { isDay, type Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensurePresiding, type ChairAct } from './presiding.js';
import type { SessionEvent } from './session.events.js';
import {
  agendaFreeze,
  isUndecided,
  nextRegularDay,
  presentAt,
  quorumOf,
  ensureDateReason,
  ensureLawfulRoster,
  ensureNoticePeriod,
  ensureStatus,
} from './session.rules.js';
import type { AgendaItem, Convocation, RosterMember, SessionState } from './session.state.js';

export interface SessionPlan {
  readonly sessionId: string;
  readonly no: number;
  /** The highest number given out so far, or the policy's for the first session. */
  readonly lastNo: number;
  readonly on?: Day;
  readonly dateReason?: string;
  readonly plannedBy: string;
}

/** The secretary plans the next session; numbers have no gap. */
export function planSession(plan: SessionPlan, moment: Moment): readonly SessionEvent[] {
  const { sessionId, no, lastNo, dateReason, plannedBy } = plan;
  ensure(no === lastNo + 1, () =>
    wrongState('SESSION_NO_NOT_NEXT', `The last session is number ${lastNo}: the next is ${lastNo + 1}.`),
  );
  const on = plan.on ?? nextRegularDay(moment);
  ensure(isDay(on) && on > moment.today, () =>
    invalid('SESSION_DATE_PAST', `A session is planned for a day to come, not ${on}.`),
  );
  ensureDateReason(on, dateReason, moment);
  return [
    {
      type: 'SessionPlanned',
      data: { sessionId, sessionNo: no, on },
      details: { plannedBy, deadlines: [agendaFreeze(on, moment)], ...(dateReason !== undefined && { dateReason }) },
    },
  ];
}

export interface SessionNotice {
  readonly on?: Day;
  readonly time: string;
  readonly place: string;
  readonly dateReason?: string;
  readonly urgentReason?: string;
  /** The members in office on the day, as the committee says. */
  readonly roster: readonly RosterMember[];
}

/** Convenes the members (소집), for the first time or again after an adjournment: the full notice period each time. */
export function noticeSession(state: SessionState, notice: SessionNotice, moment: Moment): readonly SessionEvent[] {
  ensureStatus(state, 'SESSION_NOT_NOTICEABLE', 'PLANNED', 'ADJOURNED');
  const { time, place, urgentReason, roster } = notice;
  const on = dayOfNotice(state, notice);
  const dateReason = notice.dateReason ?? (on === state.on ? state.dateReason : undefined);
  ensureDateReason(on, dateReason, moment);
  ensureNoticePeriod(on, urgentReason, moment);
  ensureLawfulRoster(roster, on, moment.policy);
  const n = state.convocations.length + 1;
  const convocation: Convocation = {
    n,
    on,
    time,
    place,
    noticedOn: moment.today,
    ...(dateReason !== undefined && { dateReason }),
    ...(urgentReason !== undefined && { urgentReason }),
  };
  return [
    {
      type: 'SessionNoticed',
      data: { sessionId: state.sessionId, sessionNo: state.no, convocation: n, on },
      details: { convocation, roster, deadlines: [agendaFreeze(on, moment)] },
    },
  ];
}

function dayOfNotice(state: SessionState, { on }: SessionNotice): Day {
  if (on !== undefined) return on;
  ensure(state.status === 'PLANNED', () =>
    invalid('SESSION_DATE_REQUIRED', 'A session that was adjourned is convened for a new day: give "on".'),
  );
  return state.on;
}

/** Too few came on the day: the items are carried to the next convocation, which is no deferral. */
export function adjournSession(
  state: SessionState,
  inOffice: readonly string[],
  moment: Moment,
): readonly SessionEvent[] {
  ensureStatus(state, 'SESSION_NOT_NOTICED', 'NOTICED');
  ensureSessionDay(state, moment);
  const { members, present } = attendanceOf(state, inOffice, moment.at);
  ensure(present.length < quorumOf(members.length), () =>
    wrongState(
      'QUORUM_MET',
      `${present.length} of ${members.length} members are present: the chair can open the session.`,
    ),
  );
  return [
    {
      type: 'SessionAdjourned',
      data: {
        sessionId: state.sessionId,
        sessionNo: state.no,
        convocation: state.convocations.length,
        adjournedAt: moment.at.toISOString(),
        members: members.length,
        present: present.length,
      },
    },
  ];
}

/** The chair calls a session off; its items are free for another agenda. */
export function cancelSession(
  state: SessionState,
  cancellation: ChairAct & { readonly reason: string },
  moment: Moment,
): readonly SessionEvent[] {
  ensureStatus(state, 'SESSION_NOT_CANCELLABLE', 'PLANNED', 'NOTICED');
  ensurePresiding(state, cancellation, moment.at);
  const { sessionId, no: sessionNo } = state;
  return [
    {
      type: 'SessionCancelled',
      data: { sessionId, sessionNo, cancelledAt: moment.at.toISOString() },
      reason: cancellation.reason,
    },
    ...state.agenda.filter(isUndecided).map((item) => released(state, item, 'SESSION_CANCELLED')),
  ];
}

/** An item leaves the agenda, so that its case is free. */
export const released = (
  { sessionId, no: sessionNo }: SessionState,
  { item, caseId }: AgendaItem,
  why: 'CARRIED' | 'SESSION_CANCELLED' | 'REMOVED',
): SessionEvent => ({ type: 'AgendaItemReleased', data: { sessionId, sessionNo, item, caseId, why } });

/** @throws Refusal 409 NOT_SESSION_DAY before the day the session is convened for */
export function ensureSessionDay(state: SessionState, { today }: Moment): void {
  ensure(today >= state.on, () =>
    wrongState('NOT_SESSION_DAY', `Session ${state.no} is convened for ${state.on}; today is ${today}.`),
  );
}

/** Of the members convened, those still in office today (재적위원) and those of them who are in the room. */
export function attendanceOf(state: SessionState, inOffice: readonly string[], at: Date) {
  const members = state.roster.filter((member) => inOffice.includes(member.memberId));
  const present = presentAt(state, at).filter((member) => inOffice.includes(member.memberId));
  return { members, present };
}
