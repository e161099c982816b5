import { GRADES, type Certificate, type Grade, type ServiceKind } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';

/** cloud services, and convergence services for their hosting cloud; support services cannot hold one by nature. */
export const certificateRequired = (kind: ServiceKind): boolean => kind !== 'CLOUD_SUPPORT';

export const validOn = (certificate: Certificate, day: Day): boolean =>
  certificate.validFrom <= day && day <= certificate.validTo;

/**
 * Certificates are given per underlying infrastructure (§1.4). Each infrastructure is covered until its last
 * certificate ends; the first infrastructure to lose cover ends the cover of the service. Infrastructures whose
 * certificates are all over today no longer count.
 */
export function coveredUntil(kind: ServiceKind, certificates: readonly Certificate[], today: Day): Day | undefined {
  if (!certificateRequired(kind)) return undefined;
  const covered = new Set(certificates.filter((one) => validOn(one, today)).map((one) => one.infrastructureProvider));
  const ends = [...covered].map((provider) =>
    certificates
      .filter((one) => one.infrastructureProvider === provider)
      .reduce((last, one) => (one.validTo > last ? one.validTo : last), today),
  );
  return ends.sort()[0];
}

export const sufficientOn = (kind: ServiceKind, certificates: readonly Certificate[], day: Day): boolean =>
  !certificateRequired(kind) || certificates.some((certificate) => validOn(certificate, day));

/** The lowest grade among the certificates in force: a buyer may rely on it whichever infrastructure serves him. */
export function gradeOn(certificates: readonly Certificate[], day: Day): Grade | undefined {
  const inForce = certificates.filter((certificate) => validOn(certificate, day));
  const grades = new Set(inForce.map((certificate) => certificate.grade));
  return GRADES.findLast((grade) => grades.has(grade));
}
