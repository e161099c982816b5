import type { Moment } from '#common/kernel/clock.js';
import { isDay, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { whyTooEarly, type AwaitedAnswers } from './awaiting-answer.js';
import { ensurePresiding, type ChairAct } from './presiding.js';
import type { SessionEvent } from './session.events.js';
import {
  agendaFreeze,
  cutOff,
  frozenNow,
  isOnAgenda,
  nextRegularDay,
  presentAt,
  quorumOf,
  ensureDateReason,
  ensureLawfulRoster,
  ensureNoticePeriod,
  ensureStatus,
  type InOffice,
} from './session.rules.js';
import type { AgendaItem, Convocation, SessionState } from './session.state.js';

export interface SessionPlan {
  readonly sessionId: string;
  readonly no: number;
  /** The highest number given out so far, or the policy's for the first session. */
  readonly lastNo: number;
  readonly on?: Day;
  readonly dateReason?: string;
  /** Why it is needed sooner than its papers and its agenda could usually be ready. */
  readonly urgentReason?: string;
  readonly plannedBy: string;
}

/** The secretary plans the next session; numbers have no gap. */
export function planSession(plan: SessionPlan, moment: Moment): readonly SessionEvent[] {
  const { sessionId, no, lastNo, dateReason, urgentReason, plannedBy } = plan;
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
      details: {
        plannedBy,
        deadlines: urgentReason === undefined ? [agendaFreeze(on, moment)] : [],
        ...(dateReason !== undefined && { dateReason }),
        ...(urgentReason !== undefined && { urgentReason }),
      },
    },
  ];
}

export interface SessionNotice {
  readonly on?: Day;
  readonly time: string;
  readonly place: string;
  readonly dateReason?: string;
  readonly urgentReason?: string;
  readonly inOffice: InOffice;
  /** Answers that deferred items of the agenda wait for. */
  readonly awaited?: AwaitedAnswers;
}

/** Convenes the members (소집), for the first time or again after an adjournment: the full notice period each time. */
export function noticeSession(state: SessionState, notice: SessionNotice, moment: Moment): readonly SessionEvent[] {
  ensureStatus(state, 'SESSION_NOT_NOTICEABLE', 'PLANNED', 'ADJOURNED');
  const { time, place, inOffice } = notice;
  const urgentReason = notice.urgentReason ?? (state.status === 'PLANNED' ? state.urgentReason : undefined);
  const on = dayOfNotice(state, notice);
  const dateReason = notice.dateReason ?? (on === state.on ? state.dateReason : undefined);
  ensureDateReason(on, dateReason, moment);
  ensureNoticePeriod(on, urgentReason, moment);
  const roster = inOffice(on);
  ensureLawfulRoster(roster, on, moment.policy);
  const isUrgent = urgentReason !== undefined;
  const usualFreeze = agendaFreeze(on, moment);
  const { awaited = new Map() } = notice;
  ensureAgendaFits(state, { on, usualFreeze, isUrgent, awaited }, moment);
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
      details: { convocation, roster, deadlines: [isUrgent ? frozenNow(moment) : usualFreeze] },
    },
  ];
}

/** What a notice says of the day. */
interface NoticedDay {
  readonly on: Day;
  /** That of any session of the day. */
  readonly usualFreeze: Deadline;
  /** An urgent reason covers the cut-off, and what was added after the usual freeze. */
  readonly isUrgent: boolean;
  readonly awaited: AwaitedAnswers;
}

/**
 * A notice checks every item again, because it may move the day: its papers were accepted by the cut-off, it was on the
 * agenda before the freeze, and no answer of its applicant is waited for.
 * @throws Refusal 409 AGENDA_DOES_NOT_FIT with each item that does not fit, and why
 */
function ensureAgendaFits(
  state: SessionState,
  { on, usualFreeze, isUrgent, awaited }: NoticedDay,
  { calendar }: Moment,
): void {
  const last = cutOff(on, calendar);
  const misfits = state.agenda
    .filter(isOnAgenda)
    .flatMap((item) => [
      ...(isUrgent ? [] : whyTooLate(item, last, usualFreeze)),
      ...whyTooEarly(item, awaited, usualFreeze),
    ]);
  ensure(misfits.length === 0, () =>
    wrongState('AGENDA_DOES_NOT_FIT', `For ${on}, ${misfits.join('; ')}: take them off, or another day.`),
  );
}

const whyTooLate = (
  { item, serviceName, acceptedOn, addedAt }: AgendaItem,
  last: Day,
  { dueAt }: Deadline,
): readonly string[] => [
  ...(acceptedOn > last
    ? [`item ${item} (${serviceName}) was accepted on ${acceptedOn}, after the cut-off ${last} (A-19)`]
    : []),
  ...(Date.parse(addedAt) >= Date.parse(dueAt)
    ? [`item ${item} (${serviceName}) came at ${addedAt}, after the freeze ${dueAt} (A-26)`]
    : []),
];

function dayOfNotice(state: SessionState, { on }: SessionNotice): Day {
  if (on !== undefined) return on;
  ensure(state.status === 'PLANNED', () =>
    invalid('SESSION_DATE_REQUIRED', 'A session that was adjourned is convened for a new day: give "on".'),
  );
  return state.on;
}

/** Too few came on the day: the items are carried to the next convocation, which is no deferral. */
export function adjournSession(state: SessionState, inOffice: InOffice, moment: Moment): readonly SessionEvent[] {
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
  ensureStatus(state, 'SESSION_NOT_CANCELLABLE', 'PLANNED', 'NOTICED', 'ADJOURNED');
  ensurePresiding(state, cancellation, moment.at);
  const { sessionId, no: sessionNo } = state;
  return [
    {
      type: 'SessionCancelled',
      data: { sessionId, sessionNo, cancelledAt: moment.at.toISOString() },
      reason: cancellation.reason,
    },
    ...state.agenda.filter(isOnAgenda).map((item) => released(state, item, 'SESSION_CANCELLED')),
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

/** The members in office on the day of the session (재적위원, R-06), and those of them who are in the room. */
export function attendanceOf(state: SessionState, inOffice: InOffice, at: Date) {
  const members = inOffice(state.on);
  const present = presentAt(state, at).filter(({ memberId }) => members.some((seat) => seat.memberId === memberId));
  return { members, present };
}
