import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';

export const SESSION_STATUSES = [
  'PLANNED',
  'NOTICED',
  'OPEN',
  'ADJOURNED',
  'CLOSED',
  'MINUTES_CONFIRMED',
  'PUBLISHED',
  'CANCELLED',
] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const ITEM_STATUSES = [
  'PENDING',
  'DELIBERATING',
  'VOTING',
  'SELECTED',
  'NOT_SELECTED',
  'DEFERRED',
  'CARRIED',
  'REMOVED',
] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

/** Decree Art. 15-4 (1)–(5): the grounds on which a member is excluded from an item. */
export const RECUSAL_GROUNDS = ['A', 'B', 'C', 'D', 'E'] as const;
export type RecusalGround = (typeof RECUSAL_GROUNDS)[number];

export const VOTES = ['YES', 'NO', 'ABSTAIN'] as const;
export type Vote = (typeof VOTES)[number];

/** A member as convened to the session, by the committee of that day. */
export interface RosterMember {
  readonly memberId: string;
  readonly role: 'CHAIR' | 'MEMBER';
  readonly official: boolean;
  readonly termTo?: Day;
}

/** One convening (소집) of the session; a session without quorum is convened again. */
export interface Convocation {
  readonly n: number;
  readonly on: Day;
  readonly time: string;
  readonly place: string;
  readonly noticedOn: Day;
  readonly dateReason?: string;
  /** Why the notice was shorter than seven days. */
  readonly urgentReason?: string;
  readonly adjourned?: { readonly at: string; readonly members: number; readonly present: number };
}

/** When a member was in the room (출석). */
export interface Attendance {
  readonly memberId: string;
  readonly from: string;
  readonly to?: string;
}

/**
 * Why a member stands aside: by law when a ground is found (제척), by own declaration (회피), or because the committee
 * resolved that the case is comparable (ground e).
 */
export type RecusalType = 'EXCLUSION' | 'SELF_RECUSAL' | 'COMMITTEE_RESOLUTION';

export interface Recusal {
  readonly memberId: string;
  readonly type: RecusalType;
  readonly ground: RecusalGround;
  readonly note?: string;
  /** When the member left for the item, and returned after it. */
  readonly outAt?: string;
  readonly inAt?: string;
}

/** A vote (표결) of one member, before the count. What is erased is null. */
export interface CastVote {
  readonly memberId: string;
  /** Sealed with the vote key: value and reason. */
  readonly ballot?: string | null;
  /** In clear: only in histories of before ADR 0032. */
  readonly vote?: Vote | null;
  readonly reason?: string | null;
}

/** Votes counted on an item (표결 결과); `eligible` are the members present for it, the denominator of the majority. */
export interface Tally {
  readonly eligible: number;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
}

/** A debarment (부정당업자 제재) of the supplier that holds on the session day, as the chair was shown it. */
export interface SeenDebarment {
  readonly from: Day;
  readonly to: Day;
  readonly ground: string;
}

/** An item of the agenda (안건): one case before the committee. */
export interface AgendaItem {
  readonly item: number;
  readonly caseId: string;
  readonly applicationId: string;
  readonly serviceName: string;
  readonly supplierName: string;
  /** The applicant's business registration number: its own people are excluded from the item. */
  readonly supplier: string;
  /** How often the committee deferred this application before. */
  readonly deferrals: number;
  readonly status: ItemStatus;
  /** Members who declared no conflict, or in whom the committee found none. */
  readonly cleared: readonly string[];
  readonly recusals: readonly Recusal[];
  /** Emptied when the votes are counted. */
  readonly votes: readonly CastVote[];
  /** Set when voting was opened although the supplier is debarred. It decides nothing by itself. */
  readonly debarment?: SeenDebarment;
  readonly tally?: Tally;
  readonly decidedOn?: Day;
  readonly deferral?: { readonly reason: string; readonly requests: readonly string[]; readonly answerDueOn: Day };
  /** Reasons for the applicant, from the minutes. */
  readonly reasons: readonly string[];
  /** What was said and decided on it, from the minutes. */
  readonly record?: string;
}

export interface Minutes {
  readonly summary: string;
  readonly draftedAt: string;
  readonly confirmedAt?: string;
  readonly hash?: string;
}

/**
 * A session of the committee (심사위원회 회의). One aggregate with its roster, attendance, agenda, declarations and votes:
 * whether a vote counts depends on all of them at once.
 */
export interface SessionState {
  readonly sessionId: string;
  readonly no: number;
  readonly status: SessionStatus;
  /** The day it is planned or convened for. */
  readonly on: Day;
  readonly dateReason?: string;
  /** The command that planned it: a repeat must find this session, not plan the next. */
  readonly plannedBy: string;
  readonly convocations: readonly Convocation[];
  readonly roster: readonly RosterMember[];
  readonly attendance: readonly Attendance[];
  readonly agenda: readonly AgendaItem[];
  readonly openedAt?: string;
  readonly closedAt?: string;
  readonly minutes?: Minutes;
  readonly selectionAct?: { readonly number: string; readonly on: Day };
  readonly publishedAt?: string;
  readonly deadlines: readonly Deadline[];
}
