import type { Moment } from '#common/kernel/clock.js';
import { dayOf } from '#common/kernel/day.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import { requireSessionDay } from './convening.js';
import type { SessionEvent } from './session.events.js';
import { requireStatus } from './session.rules.js';
import type { SessionState } from './session.state.js';

export interface AttendanceEntry {
  readonly memberId: string;
  /** When the member came, and left; now, when absent. */
  readonly from?: string;
  readonly to?: string;
}

/** The secretary notes when a member came and left (출석). */
export function recordAttendance(state: SessionState, entry: AttendanceEntry, moment: Moment): readonly SessionEvent[] {
  requireStatus(state, 'ATTENDANCE_CLOSED', 'NOTICED', 'OPEN');
  requireSessionDay(state, moment);
  requireConvened(state, entry.memberId);
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

/** Who leaves the committee is no member of its sessions any more; a vote not counted yet goes too. */
export function strikeMember(state: SessionState, memberId: string): readonly SessionEvent[] {
  const sits = state.status === 'NOTICED' || state.status === 'ADJOURNED' || state.status === 'OPEN';
  if (!sits || !state.roster.some((member) => member.memberId === memberId)) return [];
  return [{ type: 'MemberStruck', data: { memberId } }];
}

export function requireConvened(state: SessionState, memberId: string): void {
  ensure(
    state.roster.some((member) => member.memberId === memberId),
    () => invalid('NOT_A_MEMBER', `${memberId} is not on the roster of session ${state.no}.`),
  );
}
