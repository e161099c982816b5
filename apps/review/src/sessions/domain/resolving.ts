import type { Recorded, Repeats } from '#common/aggregates/aggregate-type.js';
import { evolved } from '#common/aggregates/evolution.js';
import type { Moment } from '#common/kernel/clock.js';
import { dayOf } from '#common/kernel/day.js';
import { ensure, forbidden, wrongState } from '#common/kernel/errors.js';
import { ensureConvened } from './attending.js';
import { ballotOf, type Ballot, type BallotBox } from './ballot-box.js';
import { ensurePresiding, type ChairAct } from './presiding.js';
import { settled } from './recusing.js';
import { evolve } from './session.evolve.js';
import type { SessionEvent } from './session.events.js';
import {
  countedFor,
  ensureNotLinked,
  ensureStatus,
  isInTerm,
  isRecused,
  isUndecided,
  itemOf,
  mayCount,
  passes,
  presentAt,
  tallyOf,
  type SittingMember,
} from './session.rules.js';
import type { AgendaItem, BallotSubject, RecusalBallot, RosterMember, SessionState, Tally } from './session.state.js';
import { isSameTally } from './voting.js';

interface OnMember {
  readonly item: number;
  /** The member concerned. */
  readonly memberId: string;
}

/** The item, when the caller presides over a ballot on this member. @throws Refusal 403, 404, 409, 422 */
function ensurePresidingOver(state: SessionState, act: ChairAct & OnMember, moment: Moment): AgendaItem {
  ensureStatus(state, 'SESSION_NOT_OPEN', 'OPEN');
  const item = itemOf(state, act.item);
  ensureNotLinked([item], { sub: act.by, ...(act.org !== undefined && { org: act.org }) });
  ensurePresiding(state, act, moment.at, (id) => id === act.memberId || isRecused(item, id));
  ensureConvened(state, act.memberId);
  ensure(isUndecided(item), () => wrongState('ITEM_DECIDED', `Item ${item.item} is ${item.status}.`));
  return item;
}

/**
 * The chair has the other members vote on the recusal of one: whether the case is comparable to grounds a–d (ground e),
 * or, when the member contests an exclusion, whether it stands.
 */
export function openRecusalBallot(
  state: SessionState,
  act: ChairAct & OnMember,
  moment: Moment,
): readonly SessionEvent[] {
  const item = ensurePresidingOver(state, act, moment);
  const { memberId } = act;
  ensure(openBallotOn(item, memberId) === undefined, () =>
    wrongState('RECUSAL_BALLOT_OPEN', `A ballot on ${memberId} is open on item ${item.item}: count it first.`),
  );
  const ballot = item.ballots.length + 1;
  return [
    { type: 'RecusalBallotOpened', data: { item: item.item, ballot, memberId, subject: subjectOf(item, memberId) } },
  ];
}

function subjectOf(item: AgendaItem, memberId: string): BallotSubject {
  const standing = item.recusals.find((recusal) => recusal.memberId === memberId);
  if (standing?.type === 'EXCLUSION' && standing.contest !== undefined && standing.contest.upheld === undefined) {
    return 'EXCLUSION';
  }
  ensure(standing === undefined || standing.type === 'COMMITTEE_RESOLUTION', () =>
    wrongState('RECUSAL_STANDS', `${memberId} stands aside on item ${item.item}, and does not contest it.`),
  );
  return 'GROUND_E';
}

const openBallotOn = ({ ballots }: AgendaItem, memberId: string): RecusalBallot | undefined =>
  ballots.find((ballot) => ballot.memberId === memberId && ballot.decided === undefined);

/** @throws Refusal 409 RECUSAL_BALLOT_NOT_OPEN */
function ensureBallotOn(item: AgendaItem, memberId: string): RecusalBallot {
  const ballot = openBallotOn(item, memberId);
  ensure(ballot !== undefined, () =>
    wrongState('RECUSAL_BALLOT_NOT_OPEN', `No ballot on ${memberId} is open on item ${item.item}.`),
  );
  return ballot;
}

/** Who takes part in the item takes part in its ballots on others; the member concerned does not. */
const votesOn =
  (item: AgendaItem, concerned: string) =>
  (member: RosterMember): boolean =>
    member.memberId !== concerned && mayCount(item, member);

export interface CastRecusalBallot extends Ballot, OnMember {
  readonly voterId: string;
  readonly by: SittingMember;
  readonly box: BallotBox;
}

/** A member votes on the recusal of another, sealed like every vote, and may change the vote until it is counted. */
export function castRecusalVote(state: SessionState, cast: CastRecusalBallot, moment: Moment): readonly SessionEvent[] {
  const { memberId, voterId, by, box, vote } = cast;
  ensure(by.sub === voterId, () => forbidden('A member casts their own vote only.'));
  ensureStatus(state, 'SESSION_NOT_OPEN', 'OPEN');
  const item = itemOf(state, cast.item);
  ensureNotLinked([item], by);
  ensure(voterId !== memberId && !isRecused(item, voterId), () =>
    wrongState('MEMBER_RECUSED', `You do not vote on the recusal of ${memberId} (decree Art. 15-4).`),
  );
  const { n: ballot } = ensureBallotOn(item, memberId);
  const takesPart = votesOn(item, memberId);
  ensure(
    presentAt(state, moment.at).some(
      (member) => member.memberId === voterId && takesPart(member) && isInTerm(member, moment.today),
    ),
    () => wrongState('MEMBER_NOT_ELIGIBLE', 'Members vote who are present, not barred, and in term today.'),
  );
  const sealed = box.seal({ sessionId: state.sessionId, item: item.item, ballot, memberId: voterId }, { vote });
  return [{ type: 'RecusalVoteCast', data: { item: item.item, ballot, memberId: voterId, sealed } }];
}

/** As for the vote on an item: a repeat is compared with the sealed vote, until the count (ADR 0032). */
export const recusalRepeatsOf = (sessionId: string, cast: CastRecusalBallot): Repeats<SessionState, SessionEvent> => ({
  isAnswered: ({ agenda }) => {
    const item = agenda.find((candidate) => candidate.item === cast.item);
    return item !== undefined && openBallotOn(item, cast.memberId) !== undefined;
  },
  isSame: (first) => {
    if (first.type !== 'RecusalVoteCast') return false;
    const { item, ballot, memberId, sealed } = first.data;
    const opened = ballotOf(cast.box, { sessionId, item, ballot }, { memberId, ballot: sealed });
    return opened === undefined || opened.vote === cast.vote;
  },
});

/**
 * The chair has a ballot on a member counted: recused with more than half of the others present. An
 * exclusion that finds no such majority falls, and its member is clear.
 */
export function decideGroundE(
  state: SessionState,
  resolution: ChairAct & OnMember & { readonly reason: string; readonly box: BallotBox },
  moment: Moment,
): readonly SessionEvent[] {
  const item = ensurePresidingOver(state, resolution, moment);
  const { memberId, reason, box } = resolution;
  const ballot = ensureBallotOn(item, memberId);
  const tally = countOf(state, item, ballot, moment, box);
  const recused = passes(tally);
  const { n, subject } = ballot;
  return [
    { type: 'RecusalResolved', data: { item: item.item, ballot: n, memberId, subject, tally, recused }, reason },
    ...consequence(state, item, ballot, recused),
  ];
}

const countOf = (
  state: SessionState,
  item: AgendaItem,
  { n: ballot, memberId, votes }: RecusalBallot,
  moment: Pick<Moment, 'at' | 'today'>,
  box: BallotBox,
): Tally =>
  tallyOf(
    { sessionId: state.sessionId, item: item.item, ballot, votes },
    countedFor(state, votes, moment, votesOn(item, memberId)),
    box,
  );

function consequence(
  state: SessionState,
  { item, recusals }: AgendaItem,
  { memberId, subject }: RecusalBallot,
  recused: boolean,
): readonly SessionEvent[] {
  if (recused && subject === 'EXCLUSION') return [];
  if (recused) return [settled(state, memberId, [{ item, ground: 'E' }], 'COMMITTEE_RESOLUTION')];
  const stood = recusals.some((recusal) => recusal.memberId === memberId);
  return stood ? [settled(state, memberId, [{ item, ground: 'NONE' }], 'COMMITTEE_RESOLUTION')] : [];
}

/** The auditor's recount of the last ballot on a member. No voter is named. */
export interface RecusalRecount extends OnMember {
  readonly subject: BallotSubject;
  readonly recorded: Tally;
  readonly recounted: Tally;
  readonly agrees: boolean;
}

/**
 * Folds the history up to the last count and counts again. Undefined while no ballot on the member is counted.
 * @throws Refusal 409 VOTES_UNREADABLE
 */
export function recountRecusal(
  history: readonly Recorded<SessionEvent>[],
  { item: no, memberId }: OnMember,
  box: BallotBox,
): RecusalRecount | undefined {
  let state: SessionState | undefined;
  let last: RecusalRecount | undefined;
  for (const event of history) {
    if (state !== undefined && event.type === 'RecusalResolved' && event.data.item === no) {
      const item = itemOf(state, no);
      const ballot = item.ballots.find(({ n }) => n === event.data.ballot);
      if (ballot?.memberId === memberId) {
        const at = new Date(event.at);
        const recounted = countOf(state, item, ballot, { at, today: dayOf(at) }, box);
        const { tally: recorded, subject } = event.data;
        last = { item: no, memberId, subject, recorded, recounted, agrees: isSameTally(recorded, recounted) };
      }
    }
    state = evolved(evolve, state, event);
  }
  return last;
}
