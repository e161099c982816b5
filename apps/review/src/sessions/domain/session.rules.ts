import type { BusinessCalendar } from '#common/kernel/business-calendar.js';
import type { Moment } from '#common/kernel/clock.js';
import { addDays, addMonths, addYears, clearDaysBetween, dayOf, daysBetween, type Day } from '#common/kernel/day.js';
import { dueInBusinessDays, type Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, notFound, Refusal, wrongState } from '#common/kernel/errors.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import type { RefusalCode } from '#common/kernel/refusal-codes.js';
import { ballotOf, isErased, type BallotBox } from './ballot-box.js';
import type {
  AgendaItem,
  Attendance,
  CastVote,
  ItemStatus,
  RosterMember,
  SessionPaper,
  SessionPaperKind,
  SessionState,
  SessionStatus,
  Tally,
  Vote,
} from './session.state.js';

/** A session opens with a majority of the members in office, the chair included: floor(n/2)+1 (정족수, §3.3). */
export const quorumOf = (members: number): number => Math.floor(members / 2) + 1;

/** In favour are more than half of those present for the item; a tie or an abstention does not help (§3.3). */
export const passes = ({ yes, eligible }: Tally): boolean => yes > eligible / 2;

/** The day the committee meets by default: third Friday, or the next business day. */
export const regularDay = (month: Day, policy: PolicyValues, calendar: BusinessCalendar): Day =>
  calendar.onOrAfter(calendar.nthWeekday(month, policy['review.sessionWeekday'], policy['review.sessionWeekOfMonth']));

/** The next regular day that still leaves the notice period. */
export function nextRegularDay({ today, policy, calendar }: Moment): Day {
  const thisMonth = regularDay(today, policy, calendar);
  if (clearDaysBetween(today, thisMonth) >= policy['review.noticeDays']) return thisMonth;
  return regularDay(addMonths(today, 1), policy, calendar);
}

/** A session on another day than the regular one of its month needs a reason. */
export function ensureDateReason(on: Day, dateReason: string | undefined, { policy, calendar }: Moment): void {
  const regular = regularDay(on, policy, calendar);
  ensure(on === regular || dateReason !== undefined, () =>
    invalid('SESSION_DATE_REASON_REQUIRED', `${on} is not the regular day ${regular} (A-20): give dateReason.`),
  );
}

/** Notice seven clear days before, neither end counted; urgent with a reason, the day before (decree Art. 15-3). */
export function ensureNoticePeriod(on: Day, urgentReason: string | undefined, { today, policy }: Moment): void {
  if (urgentReason !== undefined) {
    const days = policy['review.urgentNoticeDays'];
    ensure(daysBetween(today, on) >= days, () =>
      invalid(
        'NOTICE_TOO_SHORT',
        `Even an urgent session is noticed the day before: ${addDays(today, days)} at the earliest.`,
      ),
    );
    return;
  }
  const days = policy['review.noticeDays'];
  ensure(clearDaysBetween(today, on) >= days, () =>
    invalid(
      'NOTICE_TOO_SHORT',
      `Members get ${days} clear days: ${addDays(today, days + 1)} at the earliest, or an urgentReason.`,
    ),
  );
}

/** The roster is at most 20, at least half non-officials, with terms valid on the day (decree Art. 15-3). */
export function ensureLawfulRoster(roster: readonly RosterMember[], on: Day, policy: PolicyValues): void {
  const max = policy['review.rosterMax'];
  ensure(roster.length > 0 && roster.length <= max, () =>
    wrongState('ROSTER_SIZE', `A session has 1 to ${max} members; ${roster.length} are in office on ${on}.`),
  );
  const nonOfficials = roster.filter((member) => !member.official).length;
  ensure(nonOfficials >= roster.length * policy['review.nonOfficialShareMin'], () =>
    wrongState(
      'NON_OFFICIALS_TOO_FEW',
      `${nonOfficials} of ${roster.length} members are non-officials: appoint more of them.`,
    ),
  );
}

/** 18:00, two business days before the session. */
export const agendaFreeze = (on: Day, moment: Moment): Deadline =>
  dueInBusinessDays(moment, {
    key: 'AGENDA_FREEZE',
    days: -moment.policy['review.agendaFreezeBusinessDays'],
    rule: 'A-26',
    from: on,
    time: moment.policy['review.agendaFreezeTime'],
  });

/** The agenda of an urgent session freezes at its notice. */
export const frozenNow = ({ at }: Moment): Deadline => ({
  key: 'AGENDA_FREEZE',
  dueAt: at.toISOString(),
  basis: 'd',
  rule: 'R-09',
});

/** When the agenda freezes; undefined while an urgent session is not noticed yet. */
export const freezeOf = ({ deadlines }: SessionState): Deadline | undefined =>
  deadlines.find(({ key }) => key === 'AGENDA_FREEZE');

/** The last day on which papers could be accepted for a session: the last business day of the month before. */
export const cutOff = (on: Day, calendar: BusinessCalendar): Day => calendar.lastBusinessDayOfMonth(addMonths(on, -1));

/** How far back grounds b and c of decree Art. 15-4 reach from the day of the vote. */
export const lookback = (voteOn: Day): { readonly engagementFrom: Day; readonly employmentFrom: Day } => ({
  engagementFrom: `${Number(voteOn.slice(0, 4)) - 1}-01-01`,
  employmentFrom: addYears(voteOn, -3),
});

/** @throws Refusal 409 with this code unless the session has one of these statuses */
export function ensureStatus(state: SessionState, code: RefusalCode, ...allowed: readonly SessionStatus[]): void {
  ensure(allowed.includes(state.status), () =>
    wrongState(code, `Session ${state.no} is ${state.status}; this is possible while it is ${allowed.join(' or ')}.`),
  );
}

/** @throws Refusal 404 when the agenda has no item of this number */
export function itemOf(state: SessionState, item: number): AgendaItem {
  const found = state.agenda.find((candidate) => candidate.item === item);
  if (found === undefined) throw notFound('agenda item', String(item));
  return found;
}

/** @throws Refusal 409 with this code unless the item has one of these statuses */
export function ensureItemStatus(item: AgendaItem, code: RefusalCode, ...allowed: readonly ItemStatus[]): void {
  ensure(allowed.includes(item.status), () =>
    wrongState(code, `Item ${item.item} is ${item.status}; this is possible while it is ${allowed.join(' or ')}.`),
  );
}

/** Items on which the committee has not decided yet. */
export const isUndecided = (item: AgendaItem): boolean =>
  item.status === 'PENDING' || item.status === 'DELIBERATING' || item.status === 'VOTING';

/** Items without a decision, those that were carried among them. */
export const isOnAgenda = (item: AgendaItem): boolean => isUndecided(item) || item.status === 'CARRIED';

/**
 * Whether this session decided so on the service for the first time. A re-vote with the same result decides nothing new
 * (R-45).
 */
export const isDecidedAnew = (
  { status, revoteOf }: AgendaItem,
  outcome: 'SELECTED' | 'NOT_SELECTED' | 'DEFERRED' | 'CARRIED',
): boolean => status === outcome && revoteOf?.outcome !== outcome;

export const isRecused = (item: AgendaItem, memberId: string): boolean =>
  item.recusals.some((recusal) => recusal.memberId === memberId);

/** The paper of a kind; undefined before it is made. */
export const paperOf = ({ papers }: SessionState, kind: SessionPaperKind): SessionPaper | undefined =>
  papers.find((paper) => paper.kind === kind);

/** A member, as their token says: `org` is the organisation they belong to. */
export interface SittingMember {
  readonly sub: string;
  readonly org?: string;
}

/** Ground a of decree Art. 15-4: the member is the applicant, or one of its people. */
export const isLinked = (item: AgendaItem, { org }: Pick<SittingMember, 'org'>): boolean =>
  org !== undefined && item.supplier === org;

/** Recused, or of the applicant's own organisation: on any item of the session. */
export const standsAside = ({ agenda }: SessionState, member: SittingMember): boolean =>
  agenda.some((item) => isRecused(item, member.sub) || isLinked(item, member));

/** @throws Refusal 403 MEMBER_EXCLUDED */
export function ensureNotLinked(items: readonly AgendaItem[], member: SittingMember): void {
  const linked = items.filter((item) => isLinked(item, member)).map(({ item }) => item);
  const detail = `Your token names the applicant of item ${linked.join(', ')} as your organisation: you are excluded (decree Art. 15-4, ground a). Declare that ground.`;
  ensure(linked.length === 0, () => new Refusal('forbidden', 'MEMBER_EXCLUDED', detail));
}

export const hasDeclared = (item: AgendaItem, memberId: string): boolean =>
  item.cleared.includes(memberId) || isRecused(item, memberId);

/** Who sits on the committee on a day (재적위원), as the committee says. */
export type InOffice = (day: Day) => readonly RosterMember[];

/** The stays of a member in the room, of the convocation that runs. */
export const staysOf = (state: SessionState, memberId: string): readonly Attendance[] =>
  state.attendance.filter((row) => row.memberId === memberId && row.convocation === state.convocations.length);

const isWithin = ({ from, to }: Pick<Attendance, 'from' | 'to'>, at: Date): boolean =>
  Date.parse(from) <= at.getTime() && (to === undefined || at.getTime() < Date.parse(to));

export const coversInstant = (stays: readonly Pick<Attendance, 'from' | 'to'>[], at: Date): boolean =>
  stays.some((stay) => isWithin(stay, at));

/** Members of the roster who are in the room at that instant. */
export const presentAt = (state: SessionState, at: Date): readonly RosterMember[] =>
  state.roster.filter(({ memberId }) => coversInstant(staysOf(state, memberId), at));

export const isInTerm = ({ termTo }: RosterMember, day: Day): boolean => termTo === undefined || day <= termTo;

export const mayCount = (item: AgendaItem, { memberId }: RosterMember): boolean =>
  !isRecused(item, memberId) && !item.barred.includes(memberId);

/** Members in the room who have not said yet whether a ground applies to the item. */
export const silentOn = (state: SessionState, item: AgendaItem, at: Date): readonly string[] =>
  presentAt(state, at)
    .map(({ memberId }) => memberId)
    .filter((memberId) => !hasDeclared(item, memberId) && !item.barred.includes(memberId));

/** @throws Refusal 409 DECLARATION_MISSING */
export function ensureAllDeclared(state: SessionState, item: AgendaItem, at: Date): void {
  const silent = silentOn(state, item, at);
  ensure(silent.length === 0, () =>
    wrongState('DECLARATION_MISSING', `Not declared on item ${item.item}: ${silent.join(', ')}.`),
  );
}

/** Whether a member may cast a vote on an item now: present, in term, cleared by their own declaration. */
export const mayVote = (
  state: SessionState,
  item: AgendaItem,
  memberId: string,
  { at, today }: Pick<Moment, 'at' | 'today'>,
): boolean =>
  item.cleared.includes(memberId) &&
  presentAt(state, at).some(
    (member) => member.memberId === memberId && mayCount(item, member) && isInTerm(member, today),
  );

/**
 * Who counts for an item, the denominator of its majority: members whose vote was cast while they were
 * present and in term, and members who are so now. A vote stays when its voter leaves the room, and when their term
 * ends at midnight. Recused and barred members never count.
 */
export const eligibleFor = (
  state: SessionState,
  item: AgendaItem,
  { at, today }: Pick<Moment, 'at' | 'today'>,
): readonly RosterMember[] => countedFor(state, item.votes, { at, today }, (member) => mayCount(item, member));

/** The same for any ballot: `counts` says who takes part in it at all. */
export function countedFor(
  state: SessionState,
  votes: readonly CastVote[],
  { at, today }: Pick<Moment, 'at' | 'today'>,
  counts: (member: RosterMember) => boolean,
): readonly RosterMember[] {
  const wasHere = (member: RosterMember, then: Date, day: Day) =>
    coversInstant(staysOf(state, member.memberId), then) && isInTerm(member, day);
  return state.roster.filter((member) => {
    const cast = votes.find(({ memberId }) => memberId === member.memberId);
    const voted = cast !== undefined && wasHere(member, new Date(cast.castAt), dayOf(new Date(cast.castAt)));
    return counts(member) && (voted || wasHere(member, at, today));
  });
}

/** Votes that are counted together: those on an item, or those of a ballot on a member. */
export interface VotesTogether {
  readonly sessionId: string;
  readonly item: number;
  readonly ballot?: number;
  readonly votes: readonly CastVote[];
}

/**
 * Opens and counts the votes of those eligible; a silent one stays in the denominator.
 * @throws Refusal 409 VOTES_UNREADABLE when one of them does not open
 */
export function tallyOf({ votes, ...place }: VotesTogether, eligible: readonly RosterMember[], box: BallotBox): Tally {
  const counted = votes.filter(
    (cast) => !isErased(cast) && eligible.some(({ memberId }) => memberId === cast.memberId),
  );
  const opened = counted.map((cast) => ballotOf(box, place, cast));
  ensure(!opened.includes(undefined), () =>
    wrongState(
      'VOTES_UNREADABLE',
      `A vote on item ${place.item} does not open with the key in VOTE_KEY_FILE: another key sealed it, or it was altered.`,
    ),
  );
  const count = (value: Vote) => opened.filter((ballot) => ballot?.vote === value).length;
  return { eligible: eligible.length, yes: count('YES'), no: count('NO'), abstain: count('ABSTAIN') };
}

/**
 * An exclusion that its member contests, or a ballot on a member, is decided before the item is voted on.
 */
export function ensureRecusalsSettled(item: AgendaItem): void {
  const open = [
    ...item.ballots.filter(({ decided }) => decided === undefined).map(({ memberId }) => memberId),
    ...item.recusals
      .filter(({ contest }) => contest !== undefined && contest.upheld === undefined)
      .map(({ memberId }) => memberId),
  ];
  ensure(open.length === 0, () =>
    wrongState(
      'RECUSAL_UNDECIDED',
      `On item ${item.item} the committee has yet to resolve the recusal of ${[...new Set(open)].join(', ')}.`,
    ),
  );
}
