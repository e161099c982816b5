import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { DatedTraits, InstitutionState, InstitutionTraits } from './institution.state.js';

/** Institutions by their codes, as far as a question about one of them needs the others. */
export type Register = ReadonlyMap<string, InstitutionState>;

/** The day after all others: what holds on it holds for good, as far as anyone knows. */
const FOR_GOOD: Day = '9999-12-31';

/** What held of it on that day; undefined before its registration. */
export function traitsOn({ since, registered, changes }: InstitutionState, on: Day): InstitutionTraits | undefined {
  if (on < since) return undefined;
  return changes
    .filter(({ from }) => from <= on)
    .toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))
    .reduce(changed, registered);
}

/** What holds once every recorded change has taken effect. */
export const traitsAtLast = (state: InstitutionState): InstitutionTraits =>
  traitsOn(state, FOR_GOOD) ?? state.registered;

function changed(traits: InstitutionTraits, change: DatedTraits): InstitutionTraits {
  const { from: _f, legalBasis: _l, parent, ...stated } = change;
  const { parent: above, ...kept } = traits;
  const next = parent === undefined ? above : (parent ?? undefined);
  return { ...kept, ...stated, ...(next !== undefined && { parent: next }) };
}

/** The facts that it registered under. */
export function factsRegistered({ code, registered }: InstitutionState): InstitutionFacts {
  const { name, type, ministry } = registered;
  return { code, name, type, ...(ministry !== undefined && { ministry }) };
}

/** The institutions above it on that day, the nearest first. A circle ends where it closes. */
export function aboveOn(state: InstitutionState, on: Day, register: Register): readonly InstitutionState[] {
  const above: InstitutionState[] = [];
  const met = new Set([state.code]);
  for (let next = parentOn(state, on, register); next !== undefined; next = parentOn(next, on, register)) {
    if (met.has(next.code)) break;
    met.add(next.code);
    above.push(next);
  }
  return above;
}

function parentOn(state: InstitutionState, on: Day, register: Register): InstitutionState | undefined {
  const parent = traitsOn(state, on)?.parent;
  return parent === undefined ? undefined : heirOn(parent, on, register);
}

/** Who has the rights and duties of this institution on that day: itself, or where a chain of mergers ends. */
export function heirOn(code: string, on: Day, register: Register): InstitutionState | undefined {
  const met = new Set<string>();
  let heir = register.get(code);
  while (heir?.merger !== undefined && heir.merger.from <= on && !met.has(heir.code)) {
    met.add(heir.code);
    heir = register.get(heir.merger.into);
  }
  return heir;
}

/** @throws Refusal 409 INSTITUTION_MERGED from the day of its merger on */
export function ensureNotMerged({ code, merger }: InstitutionState, on: Day): void {
  ensure(merger === undefined || on < merger.from, () =>
    wrongState(
      'INSTITUTION_MERGED',
      `Institution ${code} is part of ${merger?.into} from ${merger?.from} on: ${merger?.into} acts.`,
    ),
  );
}

/** @throws Refusal 422 CHANGE_TOO_EARLY for a day before its registration */
export function ensureSince({ code, since }: InstitutionState, from: Day): void {
  ensure(from >= since, () =>
    invalid('CHANGE_TOO_EARLY', `Institution ${code} is registered since ${since}: nothing is known of it before.`, [
      { pointer: '/from', code: 'CHANGE_TOO_EARLY', detail: `${since} or later` },
    ]),
  );
}

/** Codes of those that a question about it leads to: each that was or will be above it, and its successor. */
export const relatedTo = ({ registered, changes, merger }: InstitutionState): readonly string[] => [
  ...[registered, ...changes].flatMap(({ parent }) => parent ?? []),
  ...(merger === undefined ? [] : [merger.into]),
];

/**
 * What a contract of that day says of it. Its ministry is the state body at the top of those above it, under the name
 * of that day; else what it stated. Undefined before its registration.
 */
export function factsOn(state: InstitutionState, on: Day, register: Register): InstitutionFacts | undefined {
  const traits = traitsOn(state, on);
  if (traits === undefined) return undefined;
  const { name, type, ministry: stated } = traits;
  const top = aboveOn(state, on, register).at(-1);
  const above = top === undefined ? undefined : traitsOn(top, on);
  const ministry = above?.type === 'STATE' ? above.name : stated;
  return { code: state.code, name, type, ...(ministry !== undefined && { ministry }) };
}

/** @throws Refusal 422 PARENT_UNKNOWN unless this institution is there on that day */
export function ensureAbove(parent: string, from: Day, register: Register): void {
  const above = register.get(parent);
  const isThere =
    above !== undefined && traitsOn(above, from) !== undefined && heirOn(parent, from, register) === above;
  ensure(isThere, () =>
    invalid('PARENT_UNKNOWN', `There is no institution ${parent} on ${from}: name one that is registered by then.`, [
      { pointer: '/parent', code: 'PARENT_UNKNOWN', detail: `the code of an institution that is there on ${from}` },
    ]),
  );
}
