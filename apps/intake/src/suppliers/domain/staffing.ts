import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import type { SupplierEvent } from './supplier.events.js';
import type { PersonFunction, SupplierPerson, SupplierState } from './supplier.state.js';

export interface Listing {
  readonly sub: string;
  readonly function: PersonFunction;
}

const personOf = ({ people }: SupplierState, sub: string): SupplierPerson | undefined =>
  people.find((person) => person.sub === sub);

const isManager = ({ function: held }: SupplierPerson): boolean => held === 'MANAGER';

/** Whether this person keeps the list of the supplier. */
export const manages = (state: SupplierState, sub: string): boolean =>
  state.people.some((person) => person.sub === sub && isManager(person));

/** Whether this person declares for the supplier. */
export const signs = (state: SupplierState, sub: string): boolean =>
  manages(state, sub) || personOf(state, sub)?.function === 'SIGNER';

/**
 * Four eyes: an officer who acts for the supplier, or asked for one of its changes, decides nothing on it, whichever
 * token they come with.
 * @throws Refusal 403 OWN_WORK
 */
export const byOutsider =
  <M, E>({ sub }: { readonly sub: string }, decide: (supplier: SupplierState, moment: M) => E) =>
  (supplier: SupplierState, moment: M): E => {
    const { facts, people, changes } = supplier;
    const insiders = [...people.map((person) => person.sub), ...changes.map(({ requestedBy }) => requestedBy)];
    ensureWorkOfOthers(sub, insiders, `The affairs of ${facts.name}`);
    return decide(supplier, moment);
  };

/** Without a manager nobody could list one again. @throws Refusal 409 LAST_MANAGER */
function ensureManagerWithout({ facts, people }: SupplierState, sub: string): void {
  ensure(
    people.some((person) => person.sub !== sub && isManager(person)),
    () =>
      wrongState(
        'LAST_MANAGER',
        `${facts.name} has no other manager: list another MANAGER first, or offer the hand-over to one.`,
      ),
  );
}

/**
 * A manager lists a person, or gives them another function. The person needs a token that names the supplier to act.
 * 409 LAST_MANAGER, PEOPLE_TOO_MANY.
 */
export function listPerson(
  state: SupplierState,
  { sub, function: given }: Listing,
  { policy }: Pick<Moment, 'policy'>,
): readonly SupplierEvent[] {
  const listed = personOf(state, sub);
  if (listed?.function === given) return [];
  if (listed === undefined) ensureRoom(state, policy['intake.supplierPeopleMax']);
  else if (isManager(listed)) ensureManagerWithout(state, sub);
  return [{ type: 'PersonListed', data: { sub, function: given } }];
}

function ensureRoom({ facts, people }: SupplierState, max: number): void {
  ensure(people.length < max, () =>
    wrongState('PEOPLE_TOO_MANY', `${facts.name} has ${max} people on its list, which is the most: remove one first.`),
  );
}

/** A manager takes a person off the list. What they did stays. 422 PERSON_UNKNOWN; 409 LAST_MANAGER. */
export function removePerson(state: SupplierState, { sub }: Pick<Listing, 'sub'>): readonly SupplierEvent[] {
  const listed = personOf(state, sub);
  ensure(listed !== undefined, () =>
    invalid('PERSON_UNKNOWN', `${sub} is not on the list of ${state.facts.name}.`, [
      { pointer: '/sub', code: 'PERSON_UNKNOWN', detail: 'a person of the list' },
    ]),
  );
  if (isManager(listed)) ensureManagerWithout(state, sub);
  return [{ type: 'PersonRemoved', data: { sub } }];
}

/** A manager names the person who takes over from them (인계). A later offer replaces it. 422 HANDOVER_TO_SELF. */
export function offerHandover(
  _state: SupplierState,
  { by, to }: { readonly by: string; readonly to: string },
): readonly SupplierEvent[] {
  ensure(by !== to, () =>
    invalid('HANDOVER_TO_SELF', 'A hand-over goes to another person.', [
      { pointer: '/to', code: 'HANDOVER_TO_SELF', detail: 'the sub of another person' },
    ]),
  );
  return [{ type: 'HandoverOffered', data: { from: by, to } }];
}

/**
 * The person who was named takes over: they become a manager, and the one who named them leaves the list. Until then
 * nothing changes, so a mistyped name locks nobody out. 409 HANDOVER_NOT_OFFERED.
 */
export function acceptHandover(
  { facts, handover }: SupplierState,
  { by }: { readonly by: string },
): readonly SupplierEvent[] {
  ensure(handover?.to === by, () =>
    wrongState('HANDOVER_NOT_OFFERED', `No manager of ${facts.name} offers you the hand-over: ask one of them to.`),
  );
  return [{ type: 'HandoverAccepted', data: { from: handover.from, to: by } }];
}

/**
 * NIA lists a manager for a supplier whose managers no longer act, with the papers it was shown as the reason. Those
 * who are listed stay: the new manager removes them. 409 MANAGER_ALREADY.
 */
export function appointManager(
  state: SupplierState,
  { sub, reason }: { readonly sub: string; readonly reason: string },
): readonly SupplierEvent[] {
  ensure(!manages(state, sub), () =>
    wrongState('MANAGER_ALREADY', `${sub} is a manager of ${state.facts.name} already.`),
  );
  return [{ type: 'ManagerAppointed', data: { sub }, reason }];
}
