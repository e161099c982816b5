import {
  GRADES,
  type Certificate,
  type Grade,
  type ServiceKind,
  type ServiceProfile,
} from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { coveredFrom, coveredThrough, lastCovered, uncoveredOn, type Covered } from '#common/kernel/cover.js';
import { addDays, type Day } from '#common/kernel/day.js';
import { validOn } from '#common/kernel/validity.js';

/** What is offered, as far as certificates matter to it. */
export interface Certified extends Covered {
  readonly kind: ServiceKind;
  readonly certificates: readonly Certificate[];
}

/** What is listed, or is to be. */
export const certifiedOf = (
  { kind, infrastructureProviders }: Pick<ServiceProfile, 'kind' | 'infrastructureProviders'>,
  certificates: readonly Certificate[],
): Certified => ({ kind, infrastructureProviders, certificates });

/** the policy names the kinds of service that need a certificate, for a convergence service that of its cloud. */
export const certificateRequired = (kind: ServiceKind, policy: Moment['policy']): boolean =>
  policy['services.certificateRequired'].includes(kind);

/** How long certificates cover a service, and when they cover it again after the gap. */
export interface Cover {
  /** The day before the first one without cover; yesterday, when today is one. Absent where none is needed. */
  readonly coveredUntil?: Day;
  /** Absent while no certificate is known that covers it again. */
  readonly coveredAgainFrom?: Day;
}

/**
 * Cover is continuous per infrastructure: the first infrastructure without a certificate ends the cover of the
 * service, and all of them together begin it again.
 */
export function coverFrom(certified: Certified, { today, policy }: Moment): Cover {
  if (!certificateRequired(certified.kind, policy)) return {};
  const until = coveredThrough(certified, today) ?? addDays(today, -1);
  const again = coveredFrom(certified, addDays(until, 1));
  return { coveredUntil: until, ...(again !== undefined && { coveredAgainFrom: again }) };
}

/** The last day on which certificates cover the service, gaps before it or not; undefined where none is needed. */
export const lastCertified = (certified: Certified, { policy }: Pick<Moment, 'policy'>): Day | undefined =>
  certificateRequired(certified.kind, policy) ? lastCovered(certified) : undefined;

/** The infrastructures that lack a certificate valid today; none where none is needed. */
export const uncertified = (certified: Certified, { today, policy }: Moment): readonly string[] =>
  certificateRequired(certified.kind, policy) ? uncoveredOn(certified, today) : [];

/** Whether each infrastructure has a certificate that is valid today, or none is needed. */
export const isCertified = (certified: Certified, moment: Moment): boolean =>
  uncertified(certified, moment).length === 0;

/** The lowest grade among the certificates in force: buyers may rely on it whichever infrastructure serves them. */
export function gradeOn(certificates: readonly Certificate[], day: Day): Grade | undefined {
  const inForce = certificates.filter((certificate) => validOn(certificate, day));
  const grades = new Set(inForce.map((certificate) => certificate.grade));
  return GRADES.findLast((grade) => grades.has(grade));
}
