import type { ApplicationEvent } from './application.events.js';
import type { ApplicationState, SelectionEnd } from './application.state.js';

/**
 * A selection no longer stands for its service, which is free for a new application. Recorded before the
 * selection itself where that is still on its way: the events come on two topics. The first end counts. A cancelled
 * listing may be heard of before the cancellation behind it. That one alone says the grounds, and is recorded as well.
 */
export const endSelection = (
  { status, selectionEnd }: ApplicationState,
  end: SelectionEnd,
): readonly ApplicationEvent[] => {
  const isNews = selectionEnd === undefined || (lacksGrounds(selectionEnd) && end.causes !== undefined);
  return isNews && (status === 'SELECTED' || status === 'UNDER_REVIEW' || status === 'DEFERRED')
    ? [{ type: 'SelectionEnded', data: end }]
    : [];
};

const lacksGrounds = ({ why, causes }: SelectionEnd): boolean => why === 'SELECTION_CANCELLED' && causes === undefined;
