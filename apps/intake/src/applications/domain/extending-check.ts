import type { Moment } from '#common/kernel/clock.js';
import { dueDayOf, dueInBusinessDays, hasPassed, type Deadline } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ApplicationEvent, CheckExtendedEvent } from './application.events.js';
import { ensureStatus, openDeadline } from './application.rules.js';
import type { ApplicationState } from './application.state.js';

/** Extensions that NIA makes without the applicant (S22 Art. 21). */
const ALONE = 1;

/** the check is extended once by its own length; every other one needs the consent of the applicant. */
export function extendCheck(
  application: ApplicationState,
  { reason }: { readonly reason: string },
  moment: Moment,
): readonly ApplicationEvent[] {
  const check = ensureInTime(application, moment);
  ensure(application.extensionAsked === undefined, () =>
    wrongState('EXTENSION_ASKED', 'The applicant was asked for one more extension and has not answered yet.'),
  );
  if (application.checkExtensions < ALONE) return [{ ...extended(application, check, moment), reason }];
  return [{ type: 'CheckExtensionAsked', data: { applicationId: application.id }, reason }];
}

/** The applicant consents to one more extension, or does not. */
export function answerCheckExtension(
  application: ApplicationState,
  { consents }: { readonly consents: boolean },
  moment: Moment,
): readonly ApplicationEvent[] {
  ensure(application.extensionAsked === true, () =>
    wrongState('EXTENSION_NOT_ASKED', 'NIA has not asked for one more extension of the check.'),
  );
  if (!consents) return [{ type: 'CheckExtensionDeclined', data: { declinedAt: moment.at.toISOString() } }];
  return [extended(application, ensureInTime(application, moment), moment)];
}

/** A period that is over cannot be extended (S22 Art. 21). */
function ensureInTime(application: ApplicationState, { at }: Moment): Deadline {
  ensureStatus(application, 'APPLICATION_NOT_CHECKING', 'CHECKING');
  const check = openDeadline(application, 'CHECK');
  ensure(check !== undefined && !hasPassed(check, at), () =>
    wrongState('CHECK_OVERDUE', 'The period of the check is over and can no longer be extended: decide.'),
  );
  return check;
}

function extended(application: ApplicationState, { key, rule, ...due }: Deadline, moment: Moment): CheckExtendedEvent {
  const days = moment.policy['intake.checkBusinessDays'];
  const check = dueInBusinessDays(moment, { key, rule, days, from: dueDayOf(due) });
  return {
    type: 'CheckExtended',
    data: { applicationId: application.id, dueOn: dueDayOf(check), extension: application.checkExtensions + 1 },
    details: { check },
  };
}
