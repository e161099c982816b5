import { atTime, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { ApplicationEvent } from './application.events.js';
import type { AnnouncedHearing, ApplicationState } from './application.state.js';

/**
 * The supplier is invited to a hearing (청문) before its selection is cancelled. A hearing that is announced anew
 * replaces the one before. The selection may come later than its hearing: the events are on two topics.
 */
export function announceHearing(
  { status, selectionEnd, hearing }: ApplicationState,
  { on, time, place, noticedOn, grounds }: AnnouncedHearing,
): readonly ApplicationEvent[] {
  const isOver = selectionEnd !== undefined || status === 'WITHDRAWN' || status === 'RETURNED';
  const isOlder = hearing !== undefined && hearing.noticedOn > noticedOn;
  if (isOver || isOlder) return [];
  return [{ type: 'HearingAnnounced', data: { on, time, place, noticedOn, grounds: [...grounds] } }];
}

/** After the hearing the ministry keeps the selection. */
export const upholdSelection = (
  { hearing }: ApplicationState,
  { keptOn: on }: { readonly keptOn: Day },
): readonly ApplicationEvent[] =>
  hearing === undefined || hearing.noticedOn > on ? [] : [{ type: 'SelectionUpheld', data: { on } }];

const startOf = ({ on, time }: AnnouncedHearing): Date => atTime(on, time);

export const isHearingToCome = ({ hearing }: ApplicationState, at: Date): boolean =>
  hearing !== undefined && at < startOf(hearing);

/** When the supplier is heard; none from then on. */
export const hearingDeadlines = (application: ApplicationState, at: Date): readonly Deadline[] =>
  application.hearing !== undefined && isHearingToCome(application, at)
    ? [{ key: 'HEARING', dueAt: startOf(application.hearing).toISOString(), basis: 'd', rule: 'A-14' }]
    : [];
