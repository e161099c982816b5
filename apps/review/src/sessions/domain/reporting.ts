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
 * result could be another; then the committee votes again without the member. Not declaring is a ground of dismissal
 * (decree Art. 15-5 (6)).
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
  const votes = item.tally;
  const isCounted = votes !== undefined && !item.barred.includes(memberId);
  const couldChange = isCounted && couldBeOther(votes, policy['review.eligibleVotersMin']);
  return [
    { type: 'UndeclaredConflictFound', data: { item: no, memberId, ground, on: today, couldChange }, reason: evidence },
  ];
}

/**
 * Whether the outcome could be another without one of those who counted. The vote itself stays sealed. Each vote that
 * the tally allows is looked at, so the answer tells nothing of the one that was cast (ADR 0032).
 */
export function couldBeOther(tally: Tally, eligibleMin: number): boolean {
  const { eligible, yes } = tally;
  if (eligible - 1 < eligibleMin) return true;
  const without = [...(yes > 0 ? [yes - 1] : []), ...(yes < eligible ? [yes] : [])];
  return without.some((left) => passes({ ...tally, eligible: eligible - 1, yes: left }) !== passes(tally));
}
