import type { Moment } from '#common/kernel/clock.js';
import type { ApplicationEvent } from './application.events.js';
import { applicationDueAt, isErasureDue } from './application.rules.js';
import { openSupplement, type ApplicationState } from './application.state.js';
import { eraseDocuments } from './erasing.js';
import { supplementRanOut } from './supplementing.js';

/** What the service does by itself when a deadline of an application has come. */
export function applicationFellDue(application: ApplicationState, moment: Moment): readonly ApplicationEvent[] {
  const dueAt = applicationDueAt(application);
  if (dueAt === undefined || dueAt > moment.at) return [];
  if (isErasureDue(application, moment)) return eraseDocuments(application, { ground: 'PERIOD_ENDED' });
  if (application.status === 'DRAFT') return [{ type: 'DraftAbandoned', data: { by: 'TIME' } }];
  const supplement = openSupplement(application);
  return supplement === undefined ? [] : supplementRanOut(application, supplement, moment);
}
