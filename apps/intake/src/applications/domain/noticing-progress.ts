import type { Moment } from '#common/kernel/clock.js';
import { addDays, startOfDay } from '#common/kernel/day.js';
import type { ApplicationEvent } from './application.events.js';
import type { ApplicationState } from './application.state.js';

/** The applicant hears how it stands every 30 days until the end (S22 Art. 23). A late notice moves the next one. */
export function noticeProgress(
  { id, status, progressNotices }: ApplicationState,
  moment: Moment,
): readonly ApplicationEvent[] {
  return [
    {
      type: 'ProgressNoticed',
      data: { applicationId: id, notice: progressNotices + 1, status, noticedOn: moment.today },
      details: { progressNoticeAt: nextProgressNotice(moment) },
    },
  ];
}

export const nextProgressNotice = ({ today, policy }: Moment): string =>
  startOfDay(addDays(today, policy['intake.progressNoticeDays'])).toISOString();
