import type { Moment } from '#common/kernel/clock.js';
import { startOfDay } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { InstitutionEvent } from './institution.events.js';
import { ensureNotMerged, ensureSince, heirOn, type Register } from './institution.rules.js';
import type { InstitutionState, Merger } from './institution.state.js';

/** A request that read the register before the merger has been answered by then. */
const LATE_MINUTES = 10;

/**
 * NIA records that an institution becomes part of another one on a day (기관 통합). Until that day it may be recorded
 * again, with another day or successor: a law may be put off.
 * @param register the successor, and everyone it leads to
 * @throws Refusal 409 INSTITUTION_NOT_VERIFIED, INSTITUTION_MERGED, 422 CHANGE_TOO_EARLY, MERGER_SUCCESSOR_INVALID
 */
export function mergeInstitution(
  state: InstitutionState,
  { into, from, legalBasis }: Merger,
  register: Register,
  { today }: Pick<Moment, 'today'>,
): readonly InstitutionEvent[] {
  const { code, status } = state;
  ensure(status !== 'REGISTERED', () =>
    wrongState(
      'INSTITUTION_NOT_VERIFIED',
      `The institution ${code} has not been verified yet: nothing is to be merged.`,
    ),
  );
  ensureNotMerged(state, today);
  ensureSince(state, from);
  ensure(into !== code, () => wrongSuccessor(`Institution ${code} is not merged into itself.`));
  const successor = register.get(into);
  ensure(successor?.verifiedAt !== undefined, () =>
    wrongSuccessor(`There is no verified institution ${into}: it registers first, and NIA verifies it.`),
  );
  ensure(successor.since <= from && heirOn(into, from, register) === successor, () =>
    wrongSuccessor(`Institution ${into} is not there on ${from}: name the one that takes over then.`),
  );
  return [{ type: 'MergerRecorded', data: { into, from, legalBasis } }];
}

const wrongSuccessor = (detail: string) =>
  invalid('MERGER_SUCCESSOR_INVALID', detail, [
    {
      pointer: '/into',
      code: 'MERGER_SUCCESSOR_INVALID',
      detail: 'another verified institution that is there on that day',
    },
  ]);

/** When contracts are to be passed on: on the day of the merger, and once more for those that were being planned. */
export function passingDueAt({ status, merger, lookAgainAt }: InstitutionState): Date | undefined {
  if (lookAgainAt !== undefined) return new Date(lookAgainAt);
  return merger === undefined || status === 'MERGED' ? undefined : startOfDay(merger.from);
}

/** Its contracts were passed on. Nothing before the day of its merger. */
export function completePassing(state: InstitutionState, { at }: Pick<Moment, 'at'>): readonly InstitutionEvent[] {
  const due = passingDueAt(state);
  if (state.merger === undefined || due === undefined || at < due) return [];
  const { into } = state.merger;
  if (state.status === 'MERGED') return [{ type: 'LateContractsPassed', data: { into } }];
  const lookAgainAt = new Date(at.getTime() + LATE_MINUTES * 60_000).toISOString();
  return [{ type: 'InstitutionMerged', data: { into, lookAgainAt } }];
}
