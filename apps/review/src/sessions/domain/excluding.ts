import type { Moment } from '#common/kernel/clock.js';
import { ensure, forbidden, wrongState } from '#common/kernel/errors.js';
import { ensureConvened } from './attending.js';
import { ensurePresiding, type ChairAct } from './presiding.js';
import { settled } from './recusing.js';
import type { SessionEvent } from './session.events.js';
import { ensureNotLinked, ensureStatus, isOnAgenda, isRecused, itemOf, type SittingMember } from './session.rules.js';
import type { AgendaItem, RecusalGround, SessionState } from './session.state.js';

/** Grounds of decree Art. 15-4 (1)–(4), which hold by law; on ground e the committee resolves. */
export const EXCLUSION_GROUNDS = ['A', 'B', 'C', 'D'] as const satisfies readonly RecusalGround[];
export type ExclusionGround = (typeof EXCLUSION_GROUNDS)[number];

export interface Exclusion {
  readonly item: number;
  readonly memberId: string;
  readonly ground: ExclusionGround;
  /** What shows the ground; kept at home, erasable. */
  readonly evidence: string;
  /** The secretary, or an act of the chair. */
  readonly by: 'SECRETARY' | ChairAct;
}

/**
 * A member is excluded from an item by law (제척): the secretary or the chair records the ground and its evidence, and it
 * holds at once, for a vote already cast too.
 */
export function excludeMember(state: SessionState, exclusion: Exclusion, moment: Moment): readonly SessionEvent[] {
  const { memberId, ground, evidence, by } = exclusion;
  ensureStatus(state, 'DECLARATIONS_CLOSED', 'NOTICED', 'ADJOURNED', 'OPEN');
  const item = itemOf(state, exclusion.item);
  if (by !== 'SECRETARY') {
    ensureNotLinked([item], { sub: by.by, ...(by.org !== undefined && { org: by.org }) });
    ensurePresiding(state, by, moment.at, (id) => id === memberId || isRecused(item, id));
  }
  ensureConvened(state, memberId);
  ensureOpen(item);
  ensure(!isRecused(item, memberId), () =>
    wrongState('RECUSAL_STANDS', `${memberId} stands aside on item ${item.item} already.`),
  );
  return [settled(state, memberId, [{ item: item.item, ground, note: evidence }], 'EXCLUSION')];
}

export interface Contest {
  readonly item: number;
  readonly memberId: string;
  readonly by: SittingMember;
  readonly reason: string;
}

/** The member contests an exclusion, once; the other members present decide by ballot. */
export function contestExclusion(state: SessionState, contest: Contest): readonly SessionEvent[] {
  const { memberId, by, reason } = contest;
  ensure(by.sub === memberId, () => forbidden('A member contests their own exclusion only.'));
  ensureStatus(state, 'DECLARATIONS_CLOSED', 'NOTICED', 'ADJOURNED', 'OPEN');
  const item = itemOf(state, contest.item);
  ensureNotLinked([item], by);
  ensureConvened(state, memberId);
  ensureOpen(item);
  const standing = item.recusals.find((recusal) => recusal.memberId === memberId);
  ensure(standing?.type === 'EXCLUSION' && standing.contest === undefined, () =>
    wrongState('NOTHING_TO_CONTEST', `No exclusion of ${memberId} on item ${item.item} waits to be contested.`),
  );
  return [{ type: 'ExclusionContested', data: { item: item.item, memberId }, reason }];
}

/** @throws Refusal 409 ITEM_DECIDED */
function ensureOpen(item: AgendaItem): void {
  ensure(isOnAgenda(item), () =>
    wrongState('ITEM_DECIDED', `Item ${item.item} is ${item.status}: a conflict found now is for a re-vote.`),
  );
}
