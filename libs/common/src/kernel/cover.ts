import { addDays, type Day } from './day.js';
import { foldedName } from './names/folding.js';
import { validOn, type Validity } from './validity.js';

/** A security certificate (보안인증), given for one infrastructure (§1.4). */
export interface CoveringCertificate extends Validity {
  readonly infrastructureProvider?: string;
}

/** A service and what certifies it. A service that names no infrastructure has one, without a name. */
export interface Covered {
  readonly infrastructureProviders: readonly string[];
  readonly certificates: readonly CoveringCertificate[];
}

/** One infrastructure, however its name is typed. */
export const infrastructureKey = (name: string | undefined): string => (name === undefined ? '' : foldedName(name));

/**
 * The infrastructures without a certificate that is valid on that day, as they are named; '' for a service that
 * names none. A certificate that names no infrastructure is that of the only one.
 */
export function uncoveredOn({ infrastructureProviders, certificates }: Covered, day: Day): readonly string[] {
  const [first = '', ...others] = infrastructureProviders;
  const valid = certificates.filter((one) => validOn(one, day));
  const covers = ({ infrastructureProvider: named }: CoveringCertificate, infrastructure: string): boolean =>
    named === undefined
      ? others.length === 0
      : infrastructure === '' || infrastructureKey(named) === infrastructureKey(infrastructure);
  return [first, ...others].filter((infrastructure) => !valid.some((one) => covers(one, infrastructure)));
}

const isCovered = (covered: Covered, day: Day): boolean => uncoveredOn(covered, day).length === 0;

const firstOf = (days: readonly Day[], holds: (day: Day) => boolean): Day | undefined =>
  days.toSorted().find((day) => holds(day));

/** The first day from `from` on that is covered; undefined for none. Cover begins with a certificate. */
export const coveredFrom = (covered: Covered, from: Day): Day | undefined =>
  firstOf([from, ...covered.certificates.flatMap(({ validFrom }) => validFrom ?? [])], (day) => {
    return day >= from && isCovered(covered, day);
  });

/** The last day of the cover that holds on `from` without a gap; undefined when none holds. */
export function coveredThrough(covered: Covered, from: Day): Day | undefined {
  if (!isCovered(covered, from)) return undefined;
  const behind = covered.certificates.map(({ validTo }) => addDays(validTo, 1));
  const gap = firstOf(behind, (day) => day > from && !isCovered(covered, day));
  return gap === undefined ? undefined : addDays(gap, -1);
}

/** The last day of all on which it is covered, whatever lies before it; undefined for none. */
export const lastCovered = (covered: Covered): Day | undefined =>
  covered.certificates
    .map(({ validTo }) => validTo)
    .toSorted()
    .findLast((day) => isCovered(covered, day));
