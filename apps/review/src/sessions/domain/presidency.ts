import { ensure, forbidden } from '#common/kernel/errors.js';
import type { Presidency } from '../../committee/domain/committee.rules.js';
import { presentAt } from './session.rules.js';
import type { SessionState } from './session.state.js';

/** An act of the chair: who does it, and who may. */
export interface ChairAct {
  readonly by: string;
  readonly presidency: Presidency;
}

/**
 * The chair presides; whom the chair named in advance does so while the chair is away, or stands aside on the item at
 * hand (decree Art. 15-3).
 */
export function requirePresiding(
  state: SessionState,
  { by, presidency: { chairId, actingChairId } }: ChairAct,
  at: Date,
  standsAside: (memberId: string) => boolean = () => false,
): void {
  const chairIsHere = presentAt(state, at).some((member) => member.memberId === chairId);
  const chairAway = chairId === undefined || standsAside(chairId) || !chairIsHere;
  const presides = !standsAside(by) && (by === chairId || (by === actingChairId && chairAway));
  ensure(presides, () =>
    forbidden('The chair presides; the acting chair while the chair is away or recused on the item.'),
  );
}
