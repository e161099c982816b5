import type { Moment } from '#common/kernel/clock.js';
import { dayOf } from '#common/kernel/day.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import { ensureSessionDay } from './convening.js';
import type { SessionEvent } from './session.events.js';
import { ensureStatus } from './session.rules.js';
import type { SessionState } from './session.state.js';

export interface AttendanceEntry {
  readonly memberId: string;
  /** When the member came, and left; now, when absent. */
  readonly from?: string;
  readonly to?: string;
}

/** The secretary notes when a member came and left (출석). */
export function recordAttendance(state: SessionState, entry: AttendanceEntry, moment: Moment): readonly SessionEvent[] {
  ensureStatus(state, 'ATTENDANCE_CLOSED', 'NOTICED', 'OPEN');
  ensureSessionDay(state, moment);
  ensureConvened(state, entry.memberId);
  const known = state.attendance.find((row) => row.memberId === entry.memberId);
  const from = new Date(entry.from ?? known?.from ?? moment.at);
  ensure(from.getTime() <= moment.at.getTime() && dayOf(from) >= state.on, () =>
    invalid('ATTENDANCE_TIME', `"from" lies on the day of the session and not in the future.`),
  );
  const to = entry.to === undefined ? undefined : new Date(entry.to);
  ensure(to === undefined || (to >= from && to <= moment.at), () =>
    invalid('ATTENDANCE_TIME', `"to" lies between "from" and now.`),
  );
  const { memberId } = entry;
  return [
    {
      type: 'AttendanceRecorded',
      data: { memberId, from: from.toISOString(), ...(to !== undefined && { to: to.toISOString() }) },
    },
  ];
}

/** A person who leaves the committee is no longer a member of its sessions; a vote not counted yet goes too. */
export function strikeMember(state: SessionState, memberId: string): readonly SessionEvent[] {
  const sits = state.status === 'NOTICED' || state.status === 'ADJOURNED' || state.status === 'OPEN';
  if (!sits || !state.roster.some((member) => member.memberId === memberId)) return [];
  return [{ type: 'MemberStruck', data: { memberId } }];
}

/** @throws Refusal 422 NOT_A_MEMBER */
export function ensureConvened(state: SessionState, memberId: string): void {
  ensure(
    state.roster.some((member) => member.memberId === memberId),
    () => invalid('NOT_A_MEMBER', `${memberId} is not on the roster of session ${state.no}.`),
  );
}
