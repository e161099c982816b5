import type { Moment } from '#common/kernel/clock.js';
import { dayOf } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureSessionDay } from './convening.js';
import type { SessionEvent } from './session.events.js';
import { coversInstant, ensureStatus, hasDeclared, isUndecided, staysOf, type InOffice } from './session.rules.js';
import type { Attendance, SessionState } from './session.state.js';

export interface AttendanceEntry {
  readonly memberId: string;
  /** When the member came, and left; now, when absent. */
  readonly from?: string;
  readonly to?: string;
}

/**
 * The secretary notes when a member came and left (출석). A member who left and comes back begins another stay; an entry
 * that begins before the last leaving corrects the last stay.
 */
export function recordAttendance(state: SessionState, entry: AttendanceEntry, moment: Moment): readonly SessionEvent[] {
  ensureStatus(state, 'ATTENDANCE_CLOSED', 'NOTICED', 'OPEN');
  ensureSessionDay(state, moment);
  const { memberId } = entry;
  ensureConvened(state, memberId);
  const known = staysOf(state, memberId);
  const begins = beginsStay(known.at(-1), entry);
  const before = begins ? known : known.slice(0, -1);
  const from = new Date(entry.from ?? (begins ? moment.at : (known.at(-1)?.from ?? moment.at)));
  const earliest = Date.parse(before.at(-1)?.to ?? '') || 0;
  ensure(from.getTime() <= moment.at.getTime() && dayOf(from) >= state.on && from.getTime() >= earliest, () =>
    invalid(
      'ATTENDANCE_TIME',
      `"from" lies on the day of the session, not in the future and not before the last leaving.`,
    ),
  );
  const to = entry.to === undefined ? undefined : new Date(entry.to);
  ensure(to === undefined || (to >= from && to <= moment.at), () =>
    invalid('ATTENDANCE_TIME', `"to" lies between "from" and now.`),
  );
  const stay = { from: from.toISOString(), ...(to !== undefined && { to: to.toISOString() }) };
  ensureVotesCovered(state, memberId, [...before, stay]);
  if (begins && state.status === 'OPEN') ensureDeclared(state, memberId);
  return [{ type: 'AttendanceRecorded', data: { memberId, stay: before.length + 1, ...stay } }];
}

/** Whether an entry is about another stay than the last one. */
function beginsStay(last: Attendance | undefined, { from, to }: AttendanceEntry): boolean {
  if (last === undefined) return true;
  if (last.to === undefined) return false;
  return from === undefined ? to === undefined : Date.parse(from) >= Date.parse(last.to);
}

/** A latecomer declares before they are recorded as present. @throws Refusal 409 DECLARATION_MISSING */
function ensureDeclared(state: SessionState, memberId: string): void {
  const undeclared = state.agenda.filter(
    (item) => isUndecided(item) && !hasDeclared(item, memberId) && !item.barred.includes(memberId),
  );
  ensure(undeclared.length === 0, () =>
    wrongState(
      'DECLARATION_MISSING',
      `${memberId} comes late and declares first, on item ${undeclared.map(({ item }) => item).join(', ')}.`,
    ),
  );
}

/** A vote proves that its voter was there: no entry says otherwise until it is counted. */
function ensureVotesCovered(
  state: SessionState,
  memberId: string,
  stays: readonly Pick<Attendance, 'from' | 'to'>[],
): void {
  for (const { item, votes } of state.agenda) {
    const cast = votes.find((vote) => vote.memberId === memberId);
    ensure(cast === undefined || coversInstant(stays, new Date(cast.castAt)), () =>
      invalid(
        'ATTENDANCE_TIME',
        `${memberId} voted on item ${item} at ${cast?.castAt ?? ''} and was in the room then.`,
      ),
    );
  }
}

/**
 * Members in office on the day of the session who are not on its roster as they are join it: appointed or renewed after
 * the notice, they attend like the others.
 */
export function admitMembers(state: SessionState, inOffice: InOffice): readonly SessionEvent[] {
  if (state.status !== 'NOTICED' && state.status !== 'OPEN') return [];
  return inOffice(state.on)
    .filter((seat) => {
      const known = state.roster.find(({ memberId }) => memberId === seat.memberId);
      return known?.termTo !== seat.termTo || known?.role !== seat.role || known.official !== seat.official;
    })
    .map((seat) => ({ type: 'MemberJoined', data: seat }));
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
