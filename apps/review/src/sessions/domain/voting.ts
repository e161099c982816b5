import type { Recorded, Repeats } from '#common/aggregates/aggregate-type.js';
import { evolved } from '#common/aggregates/evolution.js';
import type { Moment } from '#common/kernel/clock.js';
import { dayOf } from '#common/kernel/day.js';
import { ensure, forbidden, invalid, wrongState } from '#common/kernel/errors.js';
import { answerObjection } from './answering-objections.js';
import { ballotOf, type Ballot, type BallotBox } from './ballot-box.js';
import type { ChairAct } from './presiding.js';
import { evolve } from './session.evolve.js';
import type { SessionEvent } from './session.events.js';
import {
  eligibleFor,
  ensureItemStatus,
  ensureNotLinked,
  ensureRecusalsSettled,
  ensureStatus,
  isRecused,
  itemOf,
  mayVote,
  passes,
  tallyOf,
  type SittingMember,
  type VotesTogether,
} from './session.rules.js';
import type { AgendaItem, SessionState, Tally } from './session.state.js';
import { ensurePresidingOn } from './sitting.js';

export interface CastBallot extends Ballot {
  readonly item: number;
  readonly memberId: string;
  readonly by: SittingMember;
  readonly box: BallotBox;
}

/** A member votes (표결), and may change the vote until it is counted. The chair votes as a member; a tie stays a tie. */
export function castVote(state: SessionState, ballot: CastBallot, moment: Moment): readonly SessionEvent[] {
  const { memberId, by, box, vote, reason } = ballot;
  ensure(by.sub === memberId, () => forbidden('A member casts their own vote only.'));
  ensureStatus(state, 'SESSION_NOT_OPEN', 'OPEN');
  const item = itemOf(state, ballot.item);
  ensureNotLinked([item], by);
  ensure(!isRecused(item, memberId), () =>
    wrongState('MEMBER_RECUSED', `You are recused on item ${item.item} and have no vote on it (decree Art. 15-4).`),
  );
  ensure(!item.barred.includes(memberId), () =>
    wrongState(
      'MEMBER_BARRED',
      `You voted on the refusal that item ${item.item} is about, and have no vote on it (R-44).`,
    ),
  );
  ensureItemStatus(item, 'VOTING_NOT_OPEN', 'VOTING');
  ensure(mayVote(state, item, memberId, moment), () =>
    wrongState(
      'MEMBER_NOT_ELIGIBLE',
      'Members vote who are present, have declared no conflict, and are in term today.',
    ),
  );
  ensure(vote !== 'NO' || (reason ?? '').trim() !== '', () =>
    invalid('VOTE_REASON_REQUIRED', 'A vote against states its reason.'),
  );
  const place = { sessionId: state.sessionId, item: item.item, memberId };
  const sealed = box.seal(place, { vote, ...(reason !== undefined && { reason }) });
  return [{ type: 'VoteCast', data: { item: item.item, memberId, ballot: sealed } }];
}

/**
 * A repeat is compared with the sealed ballot itself, because a digest of the request could be guessed. Once the vote
 * is over, no answer may prove what was cast, nor that anything was: it refuses every repeat as a new vote (ADR 0032).
 */
export const repeatsOf = (sessionId: string, ballot: CastBallot): Repeats<SessionState, SessionEvent> => ({
  isAnswered: ({ agenda }) => agenda.find(({ item }) => item === ballot.item)?.status === 'VOTING',
  isSame: (first) => {
    if (first.type !== 'VoteCast') return false;
    const cast = ballotOf(ballot.box, { sessionId, item: ballot.item }, first.data);
    // One that was erased can no longer be told from others.
    return cast === undefined || (cast.vote === ballot.vote && cast.reason === ballot.reason);
  },
});

/**
 * The chair has the votes counted; from here on they are sealed. Selected with more than half of those eligible; with
 * too few eligible the item is deferred, or carried when it was deferred before. A re-vote is carried: what was
 * decided on asks its applicant for nothing.
 */
export function closeVoting(
  state: SessionState,
  act: ChairAct & { readonly item: number; readonly box: BallotBox },
  moment: Moment,
): readonly SessionEvent[] {
  const item = ensurePresidingOn(state, act, moment);
  ensureItemStatus(item, 'VOTING_NOT_OPEN', 'VOTING');
  ensureRecusalsSettled(item);
  const { policy, today: on } = moment;
  const eligible = eligibleFor(state, item, moment);
  const count = {
    tally: tallyOf(votesOn(state, item), eligible, act.box),
    voters: eligible.map(({ memberId }) => memberId),
  };
  if (item.kind === 'OBJECTION') return answerObjection(state, item, count, moment);
  const { tally } = count;
  if (tally.eligible >= policy['review.eligibleVotersMin']) {
    const outcome = passes(tally) ? 'SELECTED' : 'NOT_SELECTED';
    return [{ type: 'ItemTallied', data: { item: item.item, ...count, outcome, on } }];
  }
  if (item.kind === 'REVOTE' || item.deferrals >= policy['review.deferralsMax']) {
    return [{ type: 'ItemTallied', data: { item: item.item, ...count, outcome: 'CARRIED', on } }];
  }
  return [{ type: 'ItemTallied', data: { item: item.item, ...count, outcome: 'DEFERRED', on } }];
}

const votesOn = ({ sessionId }: SessionState, { item, votes }: AgendaItem): VotesTogether => ({
  sessionId,
  item,
  votes,
});

export const isSameTally = (one: Tally, other: Tally): boolean =>
  (['eligible', 'yes', 'no', 'abstain'] as const).every((key) => one[key] === other[key]);

/** The auditor's recount: the sum of the sealed votes of an item, next to what was recorded. No names leave here. */
export interface Recount {
  readonly item: number;
  readonly recorded: Tally;
  readonly recounted: Tally;
  readonly agrees: boolean;
}

/**
 * Folds the history up to the moment of the count and counts again. Undefined while the item is not counted.
 * @throws Refusal 409 VOTES_UNREADABLE
 */
export function recount(history: readonly Recorded<SessionEvent>[], item: number, box: BallotBox): Recount | undefined {
  let state: SessionState | undefined;
  for (const event of history) {
    if (state !== undefined && event.type === 'ItemTallied' && event.data.item === item) {
      const before = itemOf(state, item);
      const at = new Date(event.at);
      const eligible = eligibleFor(state, before, { at, today: dayOf(at) });
      const recounted = tallyOf(votesOn(state, before), eligible, box);
      const recorded = event.data.tally;
      return { item, recorded, recounted, agrees: isSameTally(recorded, recounted) };
    }
    state = evolved(evolve, state, event);
  }
  return undefined;
}
