import { ensure, invalid, wrongState } from './errors.js';

/** The responsible officer (담당자) of an application or a listing, with name, unit and contact (S22 Art. 31). */
export interface Officer {
  readonly sub: string;
  /** Null once erased. */
  readonly name: string | null;
  readonly unit: string;
  /** Null once erased. */
  readonly phone: string | null;
  /** Null once erased. */
  readonly email: string | null;
  /** They declared to have no tie to the supplier. A hand-over names an officer who has still to declare. */
  readonly hasDeclared: boolean;
}

/** An officer who was not asked for ties yet. */
export type NamedOfficer = Omit<Officer, 'hasDeclared'>;

/** What an application or a listing keeps of its officers. */
export interface Officers {
  readonly officer?: Officer;
  /** By `sub`: officers who declared a tie to the supplier. None of them is responsible from then on. */
  readonly tiedOfficers?: readonly string[];
}

/** What officers are responsible for, as a refusal names it. */
export type OfficersWork = 'application' | 'listing';

/** The officer has declared a tie to the supplier. */
export const isTied = ({ tiedOfficers = [] }: Officers, sub: string): boolean => tiedOfficers.includes(sub);

/** One officer decides, and none who is tied to the supplier. */
export const isResponsible = (officers: Officers, sub: string): boolean =>
  officers.officer?.sub === sub && !isTied(officers, sub);

/** @throws Refusal 422 OFFICER_LINKED */
export function ensureOfficerNotLinked(isLinkedToSupplier: boolean, work: OfficersWork): void {
  ensure(!isLinkedToSupplier, () =>
    invalid('OFFICER_LINKED', `An officer linked to the supplier may not check its ${work}.`),
  );
}

export interface CheckStart {
  readonly officer: NamedOfficer;
  /** The officer declares no tie to the supplier. */
  readonly notLinkedToSupplier: boolean;
}

/** @returns the officer who takes the work on, without a tie. @throws Refusal 422 OFFICER_LINKED */
export function declaredOfficer(
  officers: Officers,
  { officer, notLinkedToSupplier }: CheckStart,
  work: OfficersWork,
): Officer {
  ensureOfficerNotLinked(!notLinkedToSupplier || isTied(officers, officer.sub), work);
  return { ...officer, hasDeclared: true };
}

export interface TakeOver extends CheckStart {
  readonly reason: string;
}

export interface HandOver {
  /** Who acts: not necessarily the responsible officer, who may be ill. */
  readonly by: string;
  readonly officer: NamedOfficer;
  readonly reason: string;
}

/** The reason is about people: it is not for the supplier. */
export interface OfficerChanged {
  readonly type: 'OfficerChanged';
  readonly data: { readonly by: 'TAKE_OVER' | 'HAND_OVER' };
  readonly details: { readonly officer: Officer };
  readonly reason: string;
}

/** The reason is about people: it is not for the supplier. */
export interface OfficerTieDeclared {
  readonly type: 'OfficerTieDeclared';
  readonly data: { readonly officer: string };
  readonly reason: string;
}

/** Another officer becomes the responsible one. @throws Refusal 422 OFFICER_LINKED, 409 OFFICER_RESPONSIBLE */
export function takenOver(officers: Officers, { reason, ...start }: TakeOver, work: OfficersWork): [OfficerChanged] {
  const officer = declaredOfficer(officers, start, work);
  ensure(officers.officer?.sub !== officer.sub || !officers.officer.hasDeclared, () =>
    wrongState('OFFICER_RESPONSIBLE', 'This officer is the responsible one already: there is nothing to take over.'),
  );
  return [{ type: 'OfficerChanged', data: { by: 'TAKE_OVER' }, details: { officer }, reason }];
}

/**
 * An officer without a tie names another one, who declares before they decide.
 * @param mayNot whether anything but a tie keeps the next officer from it
 * @throws Refusal 422 OFFICER_LINKED, 409 OFFICER_RESPONSIBLE
 */
export function handedOver(
  officers: Officers,
  { by, officer, reason }: HandOver,
  work: OfficersWork,
  mayNot = false,
): [OfficerChanged] {
  ensureOfficerNotLinked(isTied(officers, by) && officers.officer?.sub !== by, work);
  ensureOfficerNotLinked(isTied(officers, officer.sub) || mayNot, work);
  ensure(officers.officer?.sub !== officer.sub, () =>
    wrongState('OFFICER_RESPONSIBLE', `The ${work} is with this officer already: name another one.`),
  );
  const details = { officer: { ...officer, hasDeclared: false } };
  return [{ type: 'OfficerChanged', data: { by: 'HAND_OVER' }, details, reason }];
}

/** An officer declares a tie to the supplier. Said again, it changes nothing. */
export function declareTie(
  officers: Officers,
  { officer, reason }: { readonly officer: string; readonly reason: string },
): readonly OfficerTieDeclared[] {
  return isTied(officers, officer) ? [] : [{ type: 'OfficerTieDeclared', data: { officer }, reason }];
}
