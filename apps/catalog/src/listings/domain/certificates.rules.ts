import { GRADES, type Certificate, type Grade, type ServiceKind } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { foldedName } from '#common/kernel/names/folding.js';
import { validOn } from '#common/kernel/validity.js';

/** What is offered, as far as certificates matter to it. */
export interface Certified {
  readonly kind: ServiceKind;
  readonly certificates: readonly Certificate[];
}

/** the policy names the kinds of service that need a certificate, for a convergence service that of its cloud. */
export const certificateRequired = (kind: ServiceKind, policy: Moment['policy']): boolean =>
  policy['services.certificateRequired'].includes(kind);

/** One infrastructure, however its name is typed. */
export const infrastructureKey = (name: string | undefined): string => (name === undefined ? '' : foldedName(name));
const infrastructureOf = ({ infrastructureProvider }: Certificate): string => infrastructureKey(infrastructureProvider);

/**
 * Certificates are given per underlying infrastructure (§1.4). Each infrastructure is covered until its last
 * certificate ends; the first infrastructure to lose cover ends the cover of the service. Infrastructures whose
 * certificates are all over today no longer count.
 */
export function coveredUntil({ kind, certificates }: Certified, { today, policy }: Moment): Day | undefined {
  if (!certificateRequired(kind, policy)) return undefined;
  const covered = new Set(certificates.filter((one) => validOn(one, today)).map(infrastructureOf));
  const ends = [...covered].map((provider) =>
    certificates
      .filter((one) => infrastructureOf(one) === provider)
      .reduce((last, one) => (one.validTo > last ? one.validTo : last), today),
  );
  return ends.sort()[0];
}

/** Whether a certificate is valid today, or none is needed. */
export const isCertified = ({ kind, certificates }: Certified, { today, policy }: Moment): boolean =>
  !certificateRequired(kind, policy) || certificates.some((certificate) => validOn(certificate, today));

/** The lowest grade among the certificates in force: buyers may rely on it whichever infrastructure serves them. */
export function gradeOn(certificates: readonly Certificate[], day: Day): Grade | undefined {
  const inForce = certificates.filter((certificate) => validOn(certificate, day));
  const grades = new Set(inForce.map((certificate) => certificate.grade));
  return GRADES.findLast((grade) => grades.has(grade));
}
