import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { AgendaItemAdded } from '#common/events/definitions/agenda-item-added.js';
import type { AgendaItemReleased } from '#common/events/definitions/agenda-item-released.js';
import type { AgendaRemovalRefused } from '#common/events/definitions/agenda-removal-refused.js';
import type { MinutesConfirmed } from '#common/events/definitions/minutes-confirmed.js';
import type { RecusalsSettled } from '#common/events/definitions/recusals-settled.js';
import type { RevoteNeeded } from '#common/events/definitions/revote-needed.js';
import type { SessionAdjourned } from '#common/events/definitions/session-adjourned.js';
import type { SessionCancelled } from '#common/events/definitions/session-cancelled.js';
import type { SessionClosed } from '#common/events/definitions/session-closed.js';
import type { SessionNoticed } from '#common/events/definitions/session-noticed.js';
import type { SessionOpened } from '#common/events/definitions/session-opened.js';
import type { SessionPlanned } from '#common/events/definitions/session-planned.js';
import type { SessionPublished } from '#common/events/definitions/session-published.js';
import type { CmsSignature } from '#common/kernel/cms-signature.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';
import type {
  AgendaItem,
  BallotSubject,
  CastVote,
  Convocation,
  ExcludedMember,
  RecusalGround,
  RecusalType,
  RosterMember,
  SeenDebarment,
  SelectionAct,
  Tally,
  TextDigest,
} from './session.state.js';

interface WithDeadlines {
  readonly deadlines: readonly Deadline[];
}

interface PlanDetails extends WithDeadlines {
  readonly dateReason?: string;
  readonly urgentReason?: string;
  readonly plannedBy: string;
}

interface NoticeDetails extends WithDeadlines {
  readonly convocation: Convocation;
  readonly roster: readonly RosterMember[];
}

interface OpeningDetails extends WithDeadlines {
  readonly roster: readonly RosterMember[];
  /** Why before the hour of the notice. */
  readonly earlyReason?: string;
}

interface SealDetails extends WithDeadlines {
  readonly salt?: string | null;
  /** By place in the record: digests stay, their salts go with what is erased. */
  readonly texts: readonly TextDigest[];
  readonly textSalts: readonly { readonly place: string; readonly salt: string }[] | null;
  /** Absent where the chair attested the minutes; null once erased. */
  readonly cms?: CmsSignature | null;
}

interface PublicationDetails {
  /** By when applicants of deferred items answer; absent where none was asked for anything. */
  readonly answerDueOn?: Day;
  /** Of the selection act. */
  readonly paper: KeptPaper;
  /** Absent where the ministry attested the act; null once erased. */
  readonly cms?: CmsSignature | null;
}

interface RecusalDetails {
  readonly recusals: readonly { readonly item: number; readonly type: RecusalType; readonly ground: RecusalGround }[];
  /** In the member's own words; may name people. Null once erased. */
  readonly notes: readonly { readonly item: number; readonly note: string }[] | null;
}

/** What the committee did with an item, by its number on the agenda. */
type ItemFact<N extends string, D extends object = object> = Fact<N, { readonly item: number } & D>;

type MemberFact<N extends string, D extends object = object> = Fact<N, { readonly memberId: string } & D>;

/** On `review.sessions`. */
type PublishedSessionEvent =
  | FactWith<'SessionPlanned', SessionPlanned, PlanDetails>
  | FactWith<'SessionNoticed', SessionNoticed, NoticeDetails>
  | FactWith<'SessionOpened', SessionOpened, OpeningDetails>
  | Fact<'SessionAdjourned', SessionAdjourned>
  | Reasoned<Fact<'SessionCancelled', SessionCancelled>>
  | FactWith<'SessionClosed', SessionClosed, WithDeadlines>
  | FactWith<'MinutesConfirmed', MinutesConfirmed, SealDetails>
  | FactWith<'SessionPublished', SessionPublished, PublicationDetails>;

/** On `review.internal`: what the cases follow. */
type InternalSessionEvent =
  | FactWith<
      'AgendaItemAdded',
      AgendaItemAdded,
      Pick<
        AgendaItem,
        | 'applicationId'
        | 'serviceName'
        | 'supplierName'
        | 'supplier'
        | 'deferrals'
        | 'acceptedOn'
        | 'kind'
        | 'barred'
        | 'barringLifted'
        | 'revoteOf'
      > & {
        /** Of a re-vote: members whose conflict was found after the decision. */
        readonly excluded?: readonly ExcludedMember[];
        /** The objection whose declarations and recusals it takes over: it was upheld in this session. */
        readonly follows?: number;
      }
    >
  | Fact<'AgendaItemReleased', AgendaItemReleased>
  | Fact<'AgendaRemovalRefused', AgendaRemovalRefused>
  | Fact<'RevoteNeeded', RevoteNeeded>
  | FactWith<'RecusalsSettled', RecusalsSettled, RecusalDetails>;

/** `DeclarationRepeated` changes nothing: it keeps the command on record, so that its repeat is recognised. */
type PrivateSessionEvent =
  | MemberFact<'DeclarationRepeated'>
  /** `stay`: the member's first, second … of this convocation; a known one is corrected. */
  | MemberFact<'AttendanceRecorded', { readonly stay: number; readonly from: string; readonly to?: string }>
  | MemberFact<'MemberJoined', Omit<RosterMember, 'memberId'>>
  | MemberFact<'MemberStruck'>
  /** The member contests an exclusion on their own behalf. */
  | Reasoned<ItemFact<'ExclusionContested', { readonly memberId: string }>>
  | ItemFact<
      'RecusalBallotOpened',
      { readonly ballot: number; readonly memberId: string; readonly subject: BallotSubject }
    >
  /** `memberId` is the voter, `sealed` the vote. */
  | ItemFact<'RecusalVoteCast', { readonly ballot: number; readonly memberId: string; readonly sealed: string | null }>
  | Reasoned<
      ItemFact<
        'RecusalResolved',
        {
          readonly ballot: number;
          readonly memberId: string;
          readonly subject: BallotSubject;
          readonly tally: Tally;
          readonly recused: boolean;
        }
      >
    >
  | Reasoned<ItemFact<'ItemTakenOff'>>
  | ItemFact<'DeliberationStarted'>
  | ItemFact<'VotingOpened', { readonly debarment?: SeenDebarment }>
  | ItemFact<'VoteCast', Omit<CastVote, 'castAt'>>
  | ItemFact<
      'ItemTallied',
      {
        readonly tally: Tally;
        readonly outcome: 'SELECTED' | 'NOT_SELECTED' | 'DEFERRED' | 'UPHELD' | 'DISMISSED' | 'CARRIED';
        readonly voters: readonly string[];
        readonly on: Day;
      }
    >
  | Reasoned<ItemFact<'ItemDeferred', { readonly requests: readonly string[]; readonly on: Day }>>
  | ItemFact<'ItemCarried'>
  /** Its reason is the evidence. */
  | Reasoned<
      ItemFact<
        'UndeclaredConflictFound',
        { readonly memberId: string; readonly ground: RecusalGround; readonly on: Day; readonly couldChange: boolean }
      >
    >
  /** Whether its case has enough examinations, as the case says. */
  | ItemFact<'ItemExaminationNoted', { readonly isComplete: boolean }>
  | Fact<
      'MinutesDrafted',
      {
        readonly summary: string;
        readonly items: readonly {
          readonly item: number;
          readonly reasons: readonly string[];
          readonly record?: string;
        }[];
        readonly paper: KeptPaper;
      }
    >
  | Fact<'SelectionActDrafted', SelectionAct & { readonly paper: KeptPaper }>;

export type SessionEvent = PublishedSessionEvent | InternalSessionEvent | PrivateSessionEvent;
