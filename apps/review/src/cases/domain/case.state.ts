import type {
  Certificate,
  CreditRating,
  DocumentFact,
  PriceLine,
  ServiceProfile,
  SupplierFacts,
} from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';

export const CASE_STATUSES = [
  'OPENED',
  'EXPERT_ASSIGNED',
  'EXPERT_DONE',
  'ON_AGENDA',
  'DECIDED',
  'OBJECTED',
  'REVOTE',
  'CANCELLED',
  'CLOSED',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** How far the examination is. On an agenda it is complete, unless it was reopened. */
export type ExaminationPhase = 'OPENED' | 'EXPERT_ASSIGNED' | 'EXPERT_DONE';

/** The areas a service is judged by (심사기준, §3.5). */
export const CRITERIA = [
  'FINANCIAL_STANDING',
  'SANCTION_FREE',
  'SECURITY',
  'OPERATIONAL_STABILITY',
  'SUPPORT_SYSTEM',
  'KIND_FIT',
  'PUBLIC_SUITABILITY',
] as const;
export type Criterion = (typeof CRITERIA)[number];

export const FINDINGS = ['MET', 'NOT_MET', 'NEEDS_EXPLANATION'] as const;
export type Finding = (typeof FINDINGS)[number];

export const RECOMMENDATIONS = ['SELECT', 'NOT_SELECT'] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number];

/** Examiners answer to the same grounds as members (decree Art. 15-4). */
export const CONFLICT_GROUNDS = ['NONE', 'A', 'B', 'C', 'D', 'E'] as const;
export type ConflictGround = (typeof CONFLICT_GROUNDS)[number];

/** The application version under review, as intake accepted it. */
export interface Submission {
  readonly applicationVersion: number;
  readonly acceptedOn: Day;
  readonly supplier: SupplierFacts;
  readonly service: ServiceProfile;
  readonly prices: readonly PriceLine[];
  readonly certificates: readonly Certificate[];
  readonly creditRating?: CreditRating;
  readonly documents: readonly DocumentFact[];
  /** The service was refused before: what its supplier says has changed. */
  readonly reapplication?: { readonly applicationId: string; readonly whatChanged: string };
}

export interface ExaminerDeclaration {
  readonly examinerId: string;
  readonly ground: ConflictGround;
  /** Null once erased. */
  readonly note?: string | null;
  readonly at: string;
}

/** A person of the review whose token names the applicant as their organisation: ground a, whatever they declare. */
export interface FoundLink {
  readonly person: string;
  readonly foundAt: string;
}

export interface CriterionFinding {
  readonly criterion: Criterion;
  readonly finding: Finding;
  /** Codes of `FINDING_REASONS`; absent for none. */
  readonly reasons?: readonly string[];
  readonly comment?: string;
}

/** One expert's examination (전문가 검토): pass or fail by criterion, no score. */
export interface Examination {
  readonly examinerId: string;
  readonly findings: readonly CriterionFinding[];
  readonly recommendation: Recommendation;
  readonly comment: string;
  readonly submittedAt: string;
}

/** An examiner whom the secretary replaced: their text stays in the history, and does not count. */
export interface ReplacedExaminer {
  readonly examinerId: string;
  readonly at: string;
}

export interface CaseAccess {
  readonly person: string;
  readonly as: 'EXAMINER' | 'MEMBER';
}

export interface OnAgenda {
  readonly sessionNo: number;
  readonly item: number;
}

/** An objection to the refusal that the committee has not answered yet (이의신청, R-44). Its text stays in intake. */
export interface PendingObjection {
  readonly objectionId: string;
  /** The session whose refusal it is about. */
  readonly sessionNo: number;
  readonly filedOn: Day;
}

/** A member whose conflict was found after the decision. */
export interface ExcludedMember {
  readonly memberId: string;
  readonly ground: Exclude<ConflictGround, 'NONE'>;
}

/**
 * The committee is to vote again on what it decided (재의결): a member had not declared a conflict, and the result could
 * be another without them.
 */
export interface PendingRevote {
  /** The session that voted. */
  readonly sessionNo: number;
  readonly excluded: readonly ExcludedMember[];
  /** Barred from that vote: they are barred from the next one. */
  readonly barred: readonly string[];
}

/** Grounds on which a selection may be cancelled; on the first it must be. */
export const CANCELLATION_GROUNDS = [
  'FRAUD',
  'CRITERIA_NOT_MET',
  'CERTIFICATE_ENDED',
  'SANCTION',
  'BUSINESS_ENDED',
  'SERVICE_ENDED',
  'FACTS_NOT_CORRECTED',
  'SUSPENSION_NOT_CURED',
  'ORDERS_UNANSWERED',
] as const;
export type CancellationGround = (typeof CANCELLATION_GROUNDS)[number];

/** The committee voted again and did not select the service: no hearing comes before it. */
export const REVOTE_CAUSE = 'REVOTE';

/** The hearing of the supplier (청문) before a selection is cancelled. */
export interface Hearing {
  readonly on: Day;
  readonly time: string;
  readonly place: string;
  readonly noticedOn: Day;
}

/** The cancellation of a selection that was asked for (선정 취소): announced, heard, decided. */
export interface Cancellation {
  readonly grounds: readonly CancellationGround[];
  /** Why it was asked for. Empty once erased. */
  readonly reason: string;
  /** Whose work it is: none of them decides. */
  readonly authors: readonly string[];
  readonly hearing: Hearing;
  /** Absent until the hearing was held. `record` is null once erased. */
  readonly held?: { readonly on: Day; readonly attended: boolean; readonly record: string | null };
  readonly decided?: {
    readonly decision: 'CANCELLED' | 'KEPT';
    readonly on: Day;
    /** Those that the hearing proved. */
    readonly grounds: readonly CancellationGround[];
    readonly number: string;
    readonly reason: string;
  };
}

/** The listing of the selected service is suspended (정지), as the catalog says. */
export interface NotedSuspension {
  readonly since: Day;
  /** Code of the catalog. */
  readonly cause: string;
  /** The last day on which it can be cured without being a ground to cancel the selection (§11.3). */
  readonly curableUntil: Day;
  /** Set when that day passed without a cure. */
  readonly lasted?: true;
}

export const DECISIONS = ['SELECTED', 'NOT_SELECTED', 'DEFERRED'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What the committee asked for when it deferred (보류), and whether the applicant answered. */
export interface Deferral {
  readonly sessionNo: number;
  readonly answerDueOn: Day;
  readonly answeredAt?: string;
}

/** A service before the committee (심사 건): its examination and its decision. It follows the sessions by events. */
export interface CaseState {
  readonly caseId: string;
  readonly applicationId: string;
  readonly status: CaseStatus;
  readonly openedAt: string;
  readonly submission: Submission;
  /** Examiners whom the secretary has asked to declare. */
  readonly invited: readonly string[];
  /** Absent for none. */
  readonly links?: readonly FoundLink[];
  readonly declarations: readonly ExaminerDeclaration[];
  readonly examiners: readonly string[];
  readonly examinations: readonly Examination[];
  /** Absent for none. */
  readonly replaced?: readonly ReplacedExaminer[];
  /** On an agenda: a conflict found late left too few texts, and the examination is open again. */
  readonly reopened?: Exclude<ExaminationPhase, 'EXPERT_DONE'>;
  readonly access: readonly CaseAccess[];
  /** Members who stand aside: the case is closed to them, the chair included. */
  readonly recused: readonly string[];
  readonly agenda?: OnAgenda;
  /** Agendas it heard of before it heard that it left this one: it is on one at a time, but hears of each by itself. */
  readonly nextAgendas?: readonly OnAgenda[];
  readonly deferrals: number;
  /** Absent where no deferral asked for anything. */
  readonly deferral?: Deferral;
  readonly decision?: {
    readonly outcome: Decision;
    readonly sessionNo: number;
    readonly on: Day;
    /** The session whose re-vote had the same result. */
    readonly confirmedIn?: number;
  };
  /** The session that voted has to be published first. */
  readonly revoteNoted?: PendingRevote;
  readonly revote?: PendingRevote;
  readonly objection?: PendingObjection;
  /** Who counted in a vote that refused it: barred from an objection, and from the vote that follows. */
  readonly firstVoters?: readonly string[];
  /** Of the selection; the newest one. */
  readonly cancellation?: Cancellation;
  /** Absent while the listing is not suspended. */
  readonly suspension?: NotedSuspension;
  /** The applicant asked to withdraw and the session has not answered yet. */
  readonly withdrawalPending: boolean;
  readonly deadlines: readonly Deadline[];
}
