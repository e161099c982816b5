import type { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import type { ServiceProfile } from '#common/events/definitions/shapes.js';
import { dayOf } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { Moment } from '#common/kernel/clock.js';
import type { ApplicationEvent } from './application.events.js';
import { documentTypes } from './application.rules.js';
import type { Application, ApplicationStatus, DocumentCheck, Officer, ReturnGround } from './application.state.js';

/** SUBMITTED → CHECKING: an officer without ties to the supplier takes it on. */
export function startCheck(
  application: Application,
  officer: Officer,
  notLinked: boolean,
  { at }: Moment,
): ApplicationEvent[] {
  requireStatus(application, 'SUBMITTED');
  ensure(notLinked, () =>
    invalid('OFFICER_LINKED', 'An officer linked to the supplier may not check its application.'),
  );
  return [
    {
      type: 'ApplicationCheckStarted',
      data: { applicationId: application.id, startedAt: at.toISOString() },
      details: { officer },
    },
  ];
}

export function checkDocument(
  application: Application,
  documentType: string,
  check: DocumentCheck,
): ApplicationEvent[] {
  requireStatus(application, 'CHECKING');
  ensure(application.documents[documentType] !== undefined, () =>
    wrongState('DOCUMENT_MISSING', `${documentType} has not been attached.`),
  );
  ensure(check.result === 'OK' || check.reason !== undefined, () =>
    invalid('REASON_MISSING', 'A document found deficient needs a reason.', [
      { pointer: '/reason', code: 'REASON_MISSING', detail: 'say what is deficient' },
    ]),
  );
  return [{ type: 'DocumentChecked', data: { documentType, check } }];
}

/** CHECKING → ACCEPTED (접수완료): the papers are in order today. Late is overdue, but stays possible: it is a duty of office. */
export function acceptApplication(application: Application, version: number, moment: Moment): ApplicationEvent[] {
  requireStatus(application, 'CHECKING');
  const { today, policy } = moment;
  const required = documentTypes(policy, application.service.kind).required;
  const notOk = required.filter((type) => application.documents[type]?.check?.result !== 'OK');
  ensure(notOk.length === 0, () =>
    wrongState('DOCUMENT_NOT_OK', `Every required document has to be checked and in order first: ${notOk.join(', ')}.`),
  );
  ensure((application.creditRating?.validTo ?? '') >= today, () =>
    wrongState('CREDIT_RATING_EXPIRED', 'The credit rating is no longer valid today: ask for a supplement.'),
  );
  const certificateNeeded = policy['services.certificateRequired'].includes(application.service.kind);
  ensure(!certificateNeeded || application.certificates.some(({ validTo }) => validTo >= today), () =>
    wrongState('CERTIFICATE_EXPIRED', 'No security certificate is valid today: ask for a supplement.'),
  );
  return [{ type: 'ApplicationAccepted', data: acceptedVersion(application, version, today) }];
}

/** The whole version under review, without contact persons. */
function acceptedVersion(application: Application, version: number, acceptedOn: string): ApplicationAccepted {
  return {
    applicationId: application.id,
    applicationVersion: version,
    acceptedOn,
    supplier: application.supplier,
    service: application.service as ServiceProfile,
    prices: [...application.prices],
    certificates: [...application.certificates],
    documents: Object.entries(application.documents).map(([type, { sha256, contentType, bytes }]) => ({
      type,
      sha256,
      contentType,
      bytes,
    })),
  };
}

/** CHECKING → RETURNED (반려): not one of the three kinds, or the applicant is under sanction. */
export function returnApplication(
  application: Application,
  ground: ReturnGround,
  reason: string,
  { at }: Moment,
): ApplicationEvent[] {
  requireStatus(application, 'CHECKING');
  return [
    {
      type: 'ApplicationReturned',
      data: { applicationId: application.id, ground, returnedAt: at.toISOString() },
      reason,
    },
  ];
}

export function requireStatus(application: Application, status: ApplicationStatus): void {
  ensure(application.status === status, () =>
    wrongState(`APPLICATION_NOT_${status}`, `The application is ${application.status}; this needs ${status}.`),
  );
}

/** Days left of the check when its clock is stopped on `today`; none when it is late already. */
export const checkDaysLeft = (application: Application, { at, calendar }: Moment): number =>
  calendar.between(dayOf(at), application.checkDueOn ?? dayOf(at));
