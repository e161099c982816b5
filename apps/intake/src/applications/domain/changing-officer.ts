import { handedOver, takenOver, type HandOver, type TakeOver } from '#common/kernel/responsible-officer.js';
import type { ApplicationEvent } from './application.events.js';
import { ensureStatus, isAuthor } from './application.rules.js';
import type { ApplicationState, ApplicationStatus } from './application.state.js';

/** From the start of the check until nothing is left for an officer to do; a refusal can be objected to. */
const WITH_OFFICER: readonly ApplicationStatus[] = [
  'CHECKING',
  'SUPPLEMENT_REQUESTED',
  'ACCEPTED',
  'UNDER_REVIEW',
  'DEFERRED',
  'NOT_SELECTED',
];

/** Whether an officer may still have something to do: only then does one take it over. */
export const hasOfficer = ({ status }: ApplicationState): boolean => WITH_OFFICER.includes(status);

/** another officer becomes the responsible one; so does an officer to whom it was handed, by declaring. */
export function takeOverApplication(application: ApplicationState, takeOver: TakeOver): readonly ApplicationEvent[] {
  ensureStatus(application, 'APPLICATION_WITHOUT_OFFICER', ...WITH_OFFICER);
  return takenOver(application, takeOver, 'application');
}

/** an officer without a tie names another one, who declares before they decide. */
export function handOverApplication(application: ApplicationState, handOver: HandOver): readonly ApplicationEvent[] {
  ensureStatus(application, 'APPLICATION_WITHOUT_OFFICER', ...WITH_OFFICER);
  return handedOver(application, handOver, 'application', isAuthor(application, handOver.officer.sub));
}
