import type { ApplicationEvent } from './application.events.js';
import type { ApplicationState, SelectionEnd } from './application.state.js';

/**
 * A selection no longer stands for its service, which is free for a new application. Recorded before the
 * selection itself where that is still on its way: the events come on two topics. The first end counts.
 */
export const endSelection = (
  { status, selectionEnd }: ApplicationState,
  end: SelectionEnd,
): readonly ApplicationEvent[] =>
  selectionEnd === undefined && (status === 'SELECTED' || status === 'UNDER_REVIEW' || status === 'DEFERRED')
    ? [{ type: 'SelectionEnded', data: end }]
    : [];
