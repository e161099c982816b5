import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ApplicationEvent } from './application.events.js';
import { ensureOfficerNotLinked, ensureStatus, isAuthor, isTied } from './application.rules.js';
import type { ApplicationState, ApplicationStatus, Officer } from './application.state.js';

/** From the start of the check until nothing is left for an officer to do; a refusal can be objected to. */
const WITH_OFFICER: readonly ApplicationStatus[] = [
  'CHECKING',
  'SUPPLEMENT_REQUESTED',
  'ACCEPTED',
  'UNDER_REVIEW',
  'DEFERRED',
  'NOT_SELECTED',
];

export interface TakeOver {
  readonly officer: Omit<Officer, 'hasDeclared'>;
  /** The officer declares no tie to the supplier. */
  readonly notLinkedToSupplier: boolean;
  readonly reason: string;
}

/** another officer becomes the responsible one; so does an officer to whom it was handed, by declaring. */
export function takeOverApplication(
  application: ApplicationState,
  { officer, notLinkedToSupplier, reason }: TakeOver,
): readonly ApplicationEvent[] {
  ensureStatus(application, 'APPLICATION_WITHOUT_OFFICER', ...WITH_OFFICER);
  ensureOfficerNotLinked(!notLinkedToSupplier || isTied(application, officer.sub));
  const current = application.officer;
  ensure(current?.sub !== officer.sub || !current.hasDeclared, () =>
    wrongState('OFFICER_RESPONSIBLE', 'This officer is the responsible one already: there is nothing to take over.'),
  );
  return [
    {
      type: 'OfficerChanged',
      data: { by: 'TAKE_OVER' },
      details: { officer: { ...officer, hasDeclared: true } },
      reason,
    },
  ];
}

export interface HandOver {
  /** Who acts: not necessarily the responsible officer, who may be ill. */
  readonly by: string;
  readonly officer: Omit<Officer, 'hasDeclared'>;
  readonly reason: string;
}

/** an officer without a tie names another one, who declares before they decide. */
export function handOverApplication(
  application: ApplicationState,
  { by, officer, reason }: HandOver,
): readonly ApplicationEvent[] {
  ensureStatus(application, 'APPLICATION_WITHOUT_OFFICER', ...WITH_OFFICER);
  ensureOfficerNotLinked(isTied(application, by) && application.officer?.sub !== by);
  ensureOfficerNotLinked(isTied(application, officer.sub) || isAuthor(application, officer.sub));
  ensure(application.officer?.sub !== officer.sub, () =>
    wrongState('OFFICER_RESPONSIBLE', 'The application is with this officer already: name another one.'),
  );
  return [
    {
      type: 'OfficerChanged',
      data: { by: 'HAND_OVER' },
      details: { officer: { ...officer, hasDeclared: false } },
      reason,
    },
  ];
}

/** An officer declares a tie to the supplier. Said again, it changes nothing. */
export function declareTie(
  application: ApplicationState,
  { officer, reason }: { readonly officer: string; readonly reason: string },
): readonly ApplicationEvent[] {
  return isTied(application, officer) ? [] : [{ type: 'OfficerTieDeclared', data: { officer }, reason }];
}
