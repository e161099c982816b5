import type { Moment } from '#common/kernel/clock.js';
import { addDays, endOfDay, type Day } from '#common/kernel/day.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { CaseEvent } from './case.events.js';
import type { CancellationGround, CaseState } from './case.state.js';

/** The catalog suspended the listing (정지). From here on the days count towards the ninety of §11.3. */
export function followSuspension(
  state: CaseState,
  { since, cause }: { readonly since: Day; readonly cause: string },
  { policy }: Pick<Moment, 'policy'>,
): readonly CaseEvent[] {
  if (!isSelected(state) || state.suspension?.since === since) return [];
  const curableUntil = addDays(since, policy['review.suspensionCureDays']);
  return [{ type: 'SuspensionNoted', data: { since, cause, curableUntil } }];
}

/** The listing was resumed, or has ended: nothing of the suspension is left to decide. */
export const followSuspensionEnd = ({ suspension }: CaseState): readonly CaseEvent[] =>
  suspension === undefined ? [] : [{ type: 'SuspensionOver', data: { since: suspension.since } }];

/** The instant from which a suspension without cure is a ground. */
export const suspensionDueAt = (state: CaseState): Date | undefined =>
  state.suspension === undefined || state.suspension.lasted === true || !isSelected(state)
    ? undefined
    : endOfDay(state.suspension.curableUntil);

/** The days are over: the secretary finds it in the work list. Nobody but the ministry cancels. */
export function lastedSuspension(state: CaseState, { today }: Moment): readonly CaseEvent[] {
  const { suspension } = state;
  if (suspension === undefined || suspensionDueAt(state) === undefined || today <= suspension.curableUntil) return [];
  return [{ type: 'SuspensionLasted', data: { since: suspension.since } }];
}

/** @throws Refusal 409 SUSPENSION_NOT_LASTED where the ground is named and does not hold, or no longer */
export function ensureNotCured(
  { caseId, suspension }: CaseState,
  grounds: readonly CancellationGround[],
  { today }: Moment,
): void {
  if (!grounds.includes('SUSPENSION_NOT_CURED')) return;
  const last = suspension?.curableUntil;
  ensure(last !== undefined && today > last, () =>
    wrongState(
      'SUSPENSION_NOT_LASTED',
      last === undefined
        ? `The listing of case ${caseId} is not suspended: name another ground.`
        : `The suspension behind case ${caseId} can be cured until ${last}: name another ground, or wait (§11.3).`,
    ),
  );
}

/** A lasting suspension that no hearing and no decision since has answered. */
export function waitsForCancellation(state: CaseState): boolean {
  const { suspension, cancellation, agenda } = state;
  // On an agenda it is the committee's: a hearing would be refused.
  if (suspension?.lasted !== true || !isSelected(state) || agenda !== undefined) return false;
  if (cancellation === undefined) return true;
  // One that is pending is the answer; one that was decided before answered something else.
  return cancellation.decided !== undefined && cancellation.decided.on <= suspension.curableUntil;
}

const isSelected = ({ status, decision }: CaseState): boolean =>
  (status === 'DECIDED' || status === 'REVOTE' || status === 'ON_AGENDA') && decision?.outcome === 'SELECTED';
