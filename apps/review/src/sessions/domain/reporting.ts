import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { ensureConvened } from './attending.js';
import type { SessionEvent } from './session.events.js';
import { ensureItemStatus, isRecused, itemOf, passes } from './session.rules.js';
import type { RecusalGround, SessionState, Tally } from './session.state.js';

export interface ConflictReport {
  readonly item: number;
  readonly memberId: string;
  readonly ground: RecusalGround;
  readonly evidence: string;
}

/**
 * The secretary reports a conflict that a member did not declare, proven after the decision. It says whether the
 * result could be another; then the committee votes again without the member, once the decision is published. Not
 * declaring is a ground of dismissal (decree Art. 15-5 (6)).
 */
export function reportConflict(
  state: SessionState,
  { item: no, memberId, ground, evidence }: ConflictReport,
  { today, policy }: Moment,
): readonly SessionEvent[] {
  const item = itemOf(state, no);
  ensureItemStatus(item, 'ITEM_NOT_DECIDED', 'SELECTED', 'NOT_SELECTED');
  ensureConvened(state, memberId);
  const isKnown = item.breaches?.some((breach) => breach.memberId === memberId) === true;
  ensure(!isKnown && !isRecused(item, memberId), () =>
    wrongState('RECUSAL_STANDS', `${memberId} stood aside on item ${no}, or their conflict is known already.`),
  );
  const { tally, voters = [], breaches = [] } = item;
  // Conflicts that change nothing one by one may do so together.
  const counted = [...breaches, { memberId }].filter((one) => voters.includes(one.memberId)).length;
  const couldChange =
    tally !== undefined &&
    voters.includes(memberId) &&
    couldBeOther(tally, policy['review.eligibleVotersMin'], counted);
  const { sessionId, no: sessionNo } = state;
  const { caseId } = item;
  return [
    { type: 'UndeclaredConflictFound', data: { item: no, memberId, ground, on: today, couldChange }, reason: evidence },
    ...(couldChange ? [{ type: 'RevoteNeeded', data: { sessionId, sessionNo, item: no, caseId } } as const] : []),
  ];
}

/**
 * Whether the outcome could be another without `count` of those who counted. Their votes stay sealed. All votes that
 * the tally allows them are looked at, so the answer tells nothing of those that were cast (ADR 0032).
 */
export function couldBeOther(tally: Tally, eligibleMin: number, count = 1): boolean {
  const { eligible, yes } = tally;
  const left = eligible - count;
  if (left < eligibleMin) return true;
  const [fewest, most] = [Math.max(0, yes - count), Math.min(yes, left)];
  return [fewest, most].some((votes) => passes({ ...tally, eligible: left, yes: votes }) !== passes(tally));
}
