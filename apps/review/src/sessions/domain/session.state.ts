import type { CmsSignature } from '#common/kernel/cms-signature.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';

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
  'UPHELD',
  'DISMISSED',
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

/** One stay of a member in the room (출석): who leaves and returns has several. */
export interface Attendance {
  readonly memberId: string;
  /** The convocation it belongs to: an adjourned one keeps its record. */
  readonly convocation: number;
  readonly from: string;
  readonly to?: string;
}

/**
 * Why a member stands aside: by law when a ground is found (제척), by own declaration (회피), or because the committee
 * resolved that the case is comparable (ground e).
 */
export const RECUSAL_TYPES = ['EXCLUSION', 'SELF_RECUSAL', 'COMMITTEE_RESOLUTION'] as const;
export type RecusalType = (typeof RECUSAL_TYPES)[number];

export interface Recusal {
  readonly memberId: string;
  readonly type: RecusalType;
  readonly ground: RecusalGround;
  /** In the member's own words, or the evidence of an exclusion. Null once erased. */
  readonly note?: string | null;
  /** The member contests an exclusion; `upheld` once the others have resolved that it stands. */
  readonly contest?: { readonly at: string; readonly reason: string | null; readonly upheld?: true };
  /** When the member left for the item, and returned after it. */
  readonly outAt?: string;
  readonly inAt?: string;
}

/** A vote (표결) of one member, before the count. What is erased is null. */
export interface CastVote {
  readonly memberId: string;
  /** When it was cast: who was present and in term then stays in the count. */
  readonly castAt: string;
  /** Sealed with the vote key: value and reason. */
  readonly ballot?: string | null;
  /** In clear: only in histories of before ADR 0032. */
  readonly vote?: Vote | null;
  readonly reason?: string | null;
}

/** What a ballot on a member decides: whether the case is comparable (ground e), or whether their exclusion stands. */
export const BALLOT_SUBJECTS = ['GROUND_E', 'EXCLUSION'] as const;
export type BallotSubject = (typeof BALLOT_SUBJECTS)[number];

/** A ballot of the other members on the recusal of one. */
export interface RecusalBallot {
  /** Of the item, from 1. */
  readonly n: number;
  /** The member concerned, who neither votes nor counts. */
  readonly memberId: string;
  readonly subject: BallotSubject;
  readonly openedAt: string;
  /** Emptied when the votes are counted. */
  readonly votes: readonly CastVote[];
  readonly decided?: {
    readonly at: string;
    readonly tally: Tally;
    readonly recused: boolean;
    /** Null once erased. */
    readonly reason: string | null;
  };
}

/** A conflict that a member did not declare, found after the decision (R-45, decree Art. 15-5 (6)). */
export interface Breach {
  readonly memberId: string;
  readonly ground: RecusalGround;
  readonly foundOn: Day;
  /** Whether the result could be another without the member: then the committee votes again. */
  readonly couldChange: boolean;
  /** Null once erased. */
  readonly evidence: string | null;
}

/** Reasons that the system gives, as codes. */
export const DEFERRAL_CODES = ['TOO_FEW_ELIGIBLE'] as const;
export type DeferralCode = (typeof DEFERRAL_CODES)[number];

/** Why an item waits for another session (보류), and what the applicant is asked for. */
export interface Deferral {
  /** In the chair's words; null once erased, and where the system gives a code. */
  readonly reason: string | null;
  readonly code?: DeferralCode;
  readonly requests: readonly string[];
  /** Set by the publication, from which its days count; absent where nothing was asked for. */
  readonly answerDueOn?: Day;
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

/** What the committee decides on an item: a service, an objection, or once more what it decided before. */
export const ITEM_KINDS = ['SERVICE', 'OBJECTION', 'REVOTE'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** The decision that a re-vote (재의결) is about. */
export interface RevoteOf {
  readonly sessionNo: number;
  readonly outcome: 'SELECTED' | 'NOT_SELECTED';
}

/** A member who is excluded from the item from the start: they had not declared this conflict when it was decided. */
export interface ExcludedMember {
  readonly memberId: string;
  readonly ground: RecusalGround;
}

/** An item of the agenda (안건): one case before the committee. */
export interface AgendaItem {
  readonly item: number;
  readonly kind: ItemKind;
  /** Members who neither vote on it nor count, though no ground excludes them: first voters of an objection. */
  readonly barred: readonly string[];
  /** Too few others are in office, so the first voters vote as well: the minutes say so. */
  readonly barringLifted?: true;
  /** Of a re-vote only. */
  readonly revoteOf?: RevoteOf;
  /** When it was put on the agenda, and its papers were accepted: a notice checks both again. */
  readonly addedAt: string;
  readonly acceptedOn: Day;
  readonly caseId: string;
  readonly applicationId: string;
  readonly serviceName: string;
  readonly supplierName: string;
  /** The applicant's business registration number: its own people are excluded from the item. */
  readonly supplier: string;
  /** How often the committee deferred this application before. */
  readonly deferrals: number;
  readonly status: ItemStatus;
  /** Its case has too few examinations: it leaves the agenda at the freeze, unless they are complete by then. */
  readonly lacksExamination?: true;
  /** Members who declared no conflict, or in whom the committee found none. */
  readonly cleared: readonly string[];
  readonly recusals: readonly Recusal[];
  readonly ballots: readonly RecusalBallot[];
  /** Emptied when the votes are counted. */
  readonly votes: readonly CastVote[];
  /** Set when voting was opened although the supplier is debarred. It decides nothing by itself. */
  readonly debarment?: SeenDebarment;
  readonly tally?: Tally;
  /** Who counted in its vote: barred from an objection to it. */
  readonly voters?: readonly string[];
  readonly decidedOn?: Day;
  readonly breaches?: readonly Breach[];
  readonly deferral?: Deferral;
  /** Reasons for the applicant, from the minutes. */
  readonly reasons: readonly string[];
  /** What was said and decided on it, from the minutes. */
  readonly record?: string;
}

/** A text of the minutes, by its place in the record and its salted digest. */
export interface TextDigest {
  readonly place: string;
  readonly digest: string;
}

export interface Minutes {
  readonly summary: string;
  readonly draftedAt: string;
  /** Whose work they are: neither confirms nor publishes them. */
  readonly draftedBy: string;
  readonly confirmedBy?: string;
  readonly confirmedAt?: string;
  readonly hash?: string;
  /** Salted digests of the texts that can be erased, by their place in the record: the seal covers these. */
  readonly texts?: readonly TextDigest[];
}

/** Papers of a session: the minutes (회의록), and the ministry's selection act (선정 공고). */
export const SESSION_PAPERS = ['MINUTES', 'SELECTION_ACT'] as const;
export type SessionPaperKind = (typeof SESSION_PAPERS)[number];

/** A paper of a session: who confirms it signs its bytes, or attests them. */
export interface SessionPaper extends KeptPaper {
  readonly kind: SessionPaperKind;
  /** Absent where it was attested; null once it was erased. */
  readonly cms?: CmsSignature | null;
}

/** The act by which the ministry selects (선정): its number in the ministry's register, and its day. */
export interface SelectionAct {
  readonly number: string;
  readonly on: Day;
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
  /** Planned as urgent: its agenda stays open until the notice, without a cut-off. */
  readonly urgentReason?: string;
  /** The command that planned it: a repeat must find this session, not plan the next. */
  readonly plannedBy: string;
  readonly convocations: readonly Convocation[];
  readonly roster: readonly RosterMember[];
  readonly attendance: readonly Attendance[];
  readonly agenda: readonly AgendaItem[];
  readonly openedAt?: string;
  /** Why it opened before the hour of its notice. */
  readonly earlyReason?: string;
  readonly closedAt?: string;
  readonly minutes?: Minutes;
  /** One of each kind at most: minutes that are drafted again are a paper of their own. */
  readonly papers: readonly SessionPaper[];
  /** As it was printed last, to be signed; the publication may state another. */
  readonly draftedAct?: SelectionAct;
  readonly selectionAct?: SelectionAct;
  readonly publishedAt?: string;
  readonly deadlines: readonly Deadline[];
}
