import type { Day } from '#common/kernel/day.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import type { InstitutionEvent } from './institution.events.js';
import { aboveOn, ensureAbove, ensureNotMerged, ensureSince, traitsOn, type Register } from './institution.rules.js';
import type { DatedTraits, InstitutionState } from './institution.state.js';

export interface ChangeInput extends Omit<DatedTraits, 'parent'> {
  readonly legalBasis: string;
  readonly parent?: string;
  /** No institution is above it from that day on. */
  readonly independent?: boolean;
}

/** What a change that puts an institution below another one stands on. */
export interface Hierarchy {
  /** Who is to be above it, and everyone who ever was above those. */
  readonly register: Register;
  /** Number of the newest such change of all institutions, read before the register. */
  readonly newest: number;
}

/**
 * NIA records what is other of an institution from a day on (기관 변경). The day may lie ahead, or behind where NIA
 * learns of it late: contracts keep the facts of their own day.
 * @param hierarchy what a change of the parent stands on; of two that stand on the same, one alone is stored
 * @throws Refusal 409 INSTITUTION_MERGED, 422 CHANGE_EMPTY, CHANGE_TOO_EARLY, PARENT_CONTRADICTED, PARENT_UNKNOWN,
 * PARENT_CIRCLE
 */
export function changeInstitution(
  state: InstitutionState,
  input: ChangeInput,
  { register, newest }: Hierarchy,
): readonly InstitutionEvent[] {
  const { from, legalBasis, independent = false, ...traits } = input;
  ensure(Object.keys(traits).length > 0 || independent, () =>
    invalid('CHANGE_EMPTY', 'Name at least one of name, type, ministry, parent, independent and desk.'),
  );
  ensure(traits.parent === undefined || !independent, () =>
    invalid('PARENT_CONTRADICTED', 'The institution is independent, or below a parent: leave one of them out.', [
      { pointer: '/independent', code: 'PARENT_CONTRADICTED', detail: 'false, or no parent' },
    ]),
  );
  ensureSince(state, from);
  ensureNotMerged(state, from);
  const change = { from, ...traits, ...(independent && { parent: null }), legalBasis };
  if (traits.parent === undefined) return [{ type: 'InstitutionChanged', data: change }];
  ensureAbove(traits.parent, from, register);
  ensureNoCircle({ ...state, changes: [...state.changes, change] }, from, register);
  return [{ type: 'InstitutionChanged', data: { ...change, hierarchyNo: newest + 1 } }];
}

/** On that day, and on each later one on which anything recorded so far changes. */
function ensureNoCircle(after: InstitutionState, from: Day, others: Register): void {
  const register = new Map([...others, [after.code, after]]);
  const changes = [...register.values()].flatMap((one) => one.changes);
  const days = changes.map((one) => one.from).filter((day) => day >= from);
  const closed = days.toSorted().find((day) => isInCircle(after, day, register));
  ensure(closed === undefined, () =>
    invalid('PARENT_CIRCLE', `On ${closed} institution ${after.code} would be above itself.`, [
      { pointer: '/parent', code: 'PARENT_CIRCLE', detail: 'an institution that is not below this one' },
    ]),
  );
}

function isInCircle(state: InstitutionState, on: Day, register: Register): boolean {
  const top = aboveOn(state, on, register).at(-1) ?? state;
  const above = traitsOn(top, on)?.parent;
  // Nobody is above the one at the top, unless the way up came back.
  return above !== undefined && register.has(above);
}
