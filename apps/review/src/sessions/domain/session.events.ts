import type { DomainEvent } from '#common/aggregates/aggregate-type.js';
import type * as AgendaAdded from '#common/events/definitions/agenda-item-added.js';
import type * as AgendaReleased from '#common/events/definitions/agenda-item-released.js';
import type * as RemovalRefused from '#common/events/definitions/agenda-removal-refused.js';
import type * as Confirmed from '#common/events/definitions/minutes-confirmed.js';
import type * as Settled from '#common/events/definitions/recusals-settled.js';
import type * as Adjourned from '#common/events/definitions/session-adjourned.js';
import type * as Cancelled from '#common/events/definitions/session-cancelled.js';
import type * as Closed from '#common/events/definitions/session-closed.js';
import type * as Noticed from '#common/events/definitions/session-noticed.js';
import type * as Opened from '#common/events/definitions/session-opened.js';
import type * as Planned from '#common/events/definitions/session-planned.js';
import type * as Published from '#common/events/definitions/session-published.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { PublishedEvent } from '#common/events/define-event.js';
import type {
  AgendaItem,
  Convocation,
  RecusalGround,
  RecusalType,
  RosterMember,
  Tally,
  Vote,
} from './session.state.js';

interface WithDeadlines {
  readonly deadlines: readonly Deadline[];
}

// Published on review.sessions.
export type SessionPlanned = PublishedEvent<
  'SessionPlanned',
  typeof Planned.SessionPlanned,
  WithDeadlines & { readonly dateReason?: string; readonly plannedBy: string }
>;
export type SessionNoticed = PublishedEvent<
  'SessionNoticed',
  typeof Noticed.SessionNoticed,
  WithDeadlines & { readonly convocation: Convocation; readonly roster: readonly RosterMember[] }
>;
export type SessionOpened = PublishedEvent<
  'SessionOpened',
  typeof Opened.SessionOpened,
  { readonly roster: readonly RosterMember[] }
>;
export type SessionAdjourned = PublishedEvent<'SessionAdjourned', typeof Adjourned.SessionAdjourned>;
export type SessionCancelled = PublishedEvent<'SessionCancelled', typeof Cancelled.SessionCancelled>;
export type SessionClosed = PublishedEvent<'SessionClosed', typeof Closed.SessionClosed, WithDeadlines>;
export type MinutesConfirmed = PublishedEvent<'MinutesConfirmed', typeof Confirmed.MinutesConfirmed, WithDeadlines>;
export type SessionPublished = PublishedEvent<'SessionPublished', typeof Published.SessionPublished>;

// On review.internal: what the cases follow.
export type AgendaItemAdded = PublishedEvent<
  'AgendaItemAdded',
  typeof AgendaAdded.AgendaItemAdded,
  Pick<AgendaItem, 'applicationId' | 'serviceName' | 'supplierName' | 'deferrals'>
>;
export type AgendaItemReleased = PublishedEvent<'AgendaItemReleased', typeof AgendaReleased.AgendaItemReleased>;
export type AgendaRemovalRefused = PublishedEvent<'AgendaRemovalRefused', typeof RemovalRefused.AgendaRemovalRefused>;
export type RecusalsSettled = PublishedEvent<
  'RecusalsSettled',
  typeof Settled.RecusalsSettled,
  {
    readonly recusals: readonly { readonly item: number; readonly type: RecusalType; readonly ground: RecusalGround }[];
    /** In the member's own words; may name people. */
    readonly notes: readonly { readonly item: number; readonly note: string }[];
  }
>;

// Never published.
/** A declaration that changed nothing: on record, so that its command is known when it comes again later. */
export type DeclarationRepeated = DomainEvent<'DeclarationRepeated', { readonly memberId: string }>;
export type AttendanceRecorded = DomainEvent<
  'AttendanceRecorded',
  { readonly memberId: string; readonly from: string; readonly to?: string }
>;
export type MemberStruck = DomainEvent<'MemberStruck', { readonly memberId: string }>;
export type GroundEDecided = DomainEvent<
  'GroundEDecided',
  { readonly item: number; readonly memberId: string; readonly tally: Tally; readonly recused: boolean }
>;
export type DeliberationStarted = DomainEvent<'DeliberationStarted', { readonly item: number }>;
export type VotingOpened = DomainEvent<'VotingOpened', { readonly item: number }>;
export type VoteCast = DomainEvent<
  'VoteCast',
  { readonly item: number; readonly memberId: string; readonly vote: Vote; readonly reason?: string }
>;
export type ItemTallied = DomainEvent<
  'ItemTallied',
  {
    readonly item: number;
    readonly tally: Tally;
    readonly outcome: 'SELECTED' | 'NOT_SELECTED' | 'DEFERRED' | 'CARRIED';
    readonly on: Day;
    readonly answerDueOn?: Day;
  }
>;
export type ItemDeferred = DomainEvent<
  'ItemDeferred',
  { readonly item: number; readonly requests: readonly string[]; readonly answerDueOn: Day; readonly on: Day }
>;
export type ItemCarried = DomainEvent<'ItemCarried', { readonly item: number }>;
export type MinutesDrafted = DomainEvent<
  'MinutesDrafted',
  {
    readonly summary: string;
    readonly items: readonly { readonly item: number; readonly reasons: readonly string[] }[];
  }
>;

export type SessionEvent =
  | SessionPlanned
  | SessionNoticed
  | SessionOpened
  | SessionAdjourned
  | SessionCancelled
  | SessionClosed
  | MinutesConfirmed
  | SessionPublished
  | AgendaItemAdded
  | AgendaItemReleased
  | AgendaRemovalRefused
  | RecusalsSettled
  | DeclarationRepeated
  | AttendanceRecorded
  | MemberStruck
  | GroundEDecided
  | DeliberationStarted
  | VotingOpened
  | VoteCast
  | ItemTallied
  | ItemDeferred
  | ItemCarried
  | MinutesDrafted;
