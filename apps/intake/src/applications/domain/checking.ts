import type { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import type { ServiceProfile } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { hasPassed } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { own } from '#common/kernel/own.js';
import { declaredOfficer, type CheckStart } from '#common/kernel/responsible-officer.js';
import type { ApplicationEvent } from './application.events.js';
import { documentTypes, ensureStatus, isRated, of, papersKeptUntil, uncertified } from './application.rules.js';
import { atPlace, ensureInDate, filesOf, placeOf, type Place } from './document-places.js';
import { openSupplement, type ApplicationState, type DocumentCheck, type ReturnGround } from './application.state.js';

/** SUBMITTED → CHECKING: an officer without ties to the supplier takes it on. */
export function startCheck(
  application: ApplicationState,
  start: CheckStart,
  { at }: Moment,
): readonly ApplicationEvent[] {
  ensureStatus(application, 'APPLICATION_NOT_SUBMITTED', 'SUBMITTED');
  const officer = declaredOfficer(application, start, 'application');
  return [
    {
      type: 'ApplicationCheckStarted',
      data: { applicationId: application.id, startedAt: at.toISOString() },
      details: { officer },
    },
  ];
}

/** The officer finds one document in order, or deficient and says why. */
export function checkDocument(
  application: ApplicationState,
  { documentType: type, n, ...check }: DocumentCheck & Place,
): readonly ApplicationEvent[] {
  ensureStatus(application, 'APPLICATION_NOT_CHECKING', 'CHECKING');
  const documentType = placeOf({ documentType: type, ...(n !== undefined && { n }) });
  ensure(own(application.documents, documentType) !== undefined, () =>
    wrongState('DOCUMENT_MISSING', `${documentType} has not been attached.`),
  );
  ensure(own(application.documents, documentType)?.erased === undefined, () =>
    wrongState('DOCUMENT_ERASED', `${documentType} was erased: ask for it anew by a supplement.`),
  );
  ensure(check.result === 'OK' || check.reason !== undefined, () =>
    invalid('REASON_MISSING', 'A document found deficient needs a reason.', [
      { pointer: '/reason', code: 'REASON_MISSING', detail: 'say what is deficient' },
    ]),
  );
  return [{ type: 'DocumentChecked', data: { documentType, check } }];
}

/**
 * CHECKING → ACCEPTED (접수완료): the papers are in order today. Late is overdue, but stays possible: it is a duty of
 * office.
 *
 * @param input `version`: that of the application once it is accepted; review works on it
 */
export function acceptApplication(
  application: ApplicationState,
  { version }: { readonly version: number },
  moment: Moment,
): readonly ApplicationEvent[] {
  ensureStatus(application, 'APPLICATION_NOT_CHECKING', 'CHECKING');
  const { required } = documentTypes(moment.policy, application.service.kind);
  const notOk = required.filter((type) => {
    const files = filesOf(application, type);
    return files.length === 0 || files.some(({ check }) => check?.result !== 'OK');
  });
  ensure(notOk.length === 0, () =>
    wrongState('DOCUMENT_NOT_OK', `Every required document has to be checked and in order first: ${notOk.join(', ')}.`),
  );
  ensureInDate(application, moment);
  ensure(isRated(application, moment), () =>
    wrongState('CREDIT_RATING_EXPIRED', 'The credit rating is no longer valid today: ask for a supplement.'),
  );
  const [lacking] = uncertified(application, moment);
  ensure(lacking === undefined, () =>
    wrongState(
      'CERTIFICATE_EXPIRED',
      `No security certificate is valid today${of(lacking ?? '')}: ask for a supplement.`,
    ),
  );
  return [{ type: 'ApplicationAccepted', data: acceptedVersion(application, version, moment.today) }];
}

/** The whole version under review, without contact persons. */
function acceptedVersion(application: ApplicationState, version: number, acceptedOn: Day): ApplicationAccepted {
  return {
    applicationId: application.id,
    applicationVersion: version,
    acceptedOn,
    supplier: application.supplier,
    ...(application.reapplication !== undefined && { reapplication: application.reapplication }),
    service: application.service as ServiceProfile,
    prices: [...application.prices],
    certificates: [...application.certificates],
    ...(application.creditRating !== undefined && { creditRating: application.creditRating }),
    documents: Object.entries(application.documents).map(([place, { sha256, contentType, bytes }]) => ({
      type: atPlace(place).documentType,
      sha256,
      contentType,
      bytes,
    })),
  };
}

/**
 * CHECKING → RETURNED (반려): not one of the three kinds, or the applicant is under sanction. SUPPLEMENT_REQUESTED →
 * RETURNED: the period of the second demand is over; the officer may say why before the timer does (S22 Art. 25(1)).
 */
export function returnApplication(
  application: ApplicationState,
  { ground, reason }: { readonly ground: ReturnGround; readonly reason: string },
  moment: Moment,
): readonly ApplicationEvent[] {
  if (ground === 'SUPPLEMENT_OVERDUE') ensureSupplementOverdue(application, moment);
  else ensureStatus(application, 'APPLICATION_NOT_CHECKING', 'CHECKING');
  return [
    {
      type: 'ApplicationReturned',
      data: { applicationId: application.id, ground, returnedAt: moment.at.toISOString() },
      details: { papersKeptUntil: papersKeptUntil(moment) },
      reason,
    },
  ];
}

function ensureSupplementOverdue(application: ApplicationState, { at }: Moment): void {
  ensureStatus(application, 'APPLICATION_NOT_SUPPLEMENT_REQUESTED', 'SUPPLEMENT_REQUESTED');
  const { secondDemandAt, due } = openSupplement(application) ?? {};
  ensure(secondDemandAt !== undefined && due !== undefined && hasPassed(due, at), () =>
    wrongState(
      'SUPPLEMENT_NOT_OVERDUE',
      'The papers go back once the period of the second demand is over: until then the supplier can answer.',
    ),
  );
}
