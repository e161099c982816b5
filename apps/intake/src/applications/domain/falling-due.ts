import type { Moment } from '#common/kernel/clock.js';
import { hasPassed } from '#common/kernel/deadline.js';
import type { ApplicationEvent } from './application.events.js';
import { applicationDueAt, isErasureDue } from './application.rules.js';
import { openSupplement, type ApplicationState } from './application.state.js';
import { eraseDocuments } from './erasing.js';
import { noticeProgress } from './noticing-progress.js';
import { supplementRanOut } from './supplementing.js';

/** What the service does by itself when a deadline of an application has come; one thing in one turn. */
export function applicationFellDue(application: ApplicationState, moment: Moment): readonly ApplicationEvent[] {
  const dueAt = applicationDueAt(application);
  if (dueAt === undefined || dueAt > moment.at) return [];
  if (isErasureDue(application, moment)) return eraseDocuments(application, { ground: 'PERIOD_ENDED' });
  if (application.status === 'DRAFT') return [{ type: 'DraftAbandoned', data: { by: 'TIME' } }];
  const supplement = openSupplement(application);
  if (supplement !== undefined && hasPassed(supplement.due, moment.at))
    return supplementRanOut(application, supplement, moment);
  return noticeProgress(application, moment);
}
