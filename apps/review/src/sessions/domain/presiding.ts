import { dayOf } from '#common/kernel/day.js';
import { ensure, forbidden } from '#common/kernel/errors.js';
import type { Presidency } from '../../committee/domain/committee.rules.js';
import { presentAt } from './session.rules.js';
import type { SessionState } from './session.state.js';

/** An act of the chair: the person who acts, and those who may. */
export interface ChairAct {
  readonly by: string;
  /** The organisation the person belongs to, as their token says. */
  readonly org?: string;
  readonly presidency: Presidency;
}

/**
 * The chair presides. The acting chair, named in advance, presides while the chair is away or recused on the item
 * (decree Art. 15-3).
 * @throws Refusal 403
 */
export function ensurePresiding(
  state: SessionState,
  { by, presidency: { chairId, actingChairId } }: ChairAct,
  at: Date,
  standsAside: (memberId: string) => boolean = () => false,
): void {
  // Before the day of the session nobody is in the room, and a chair in office is not away.
  const isMissed = dayOf(at) >= state.on && !presentAt(state, at).some((member) => member.memberId === chairId);
  const chairAway = chairId === undefined || standsAside(chairId) || isMissed;
  const presides = !standsAside(by) && (by === chairId || (by === actingChairId && chairAway));
  ensure(presides, () =>
    forbidden('The chair presides; the acting chair while the chair is away or recused on the item.'),
  );
}
