import type { Day } from '#common/kernel/day.js';
import type { ApplicationEvent } from './application.events.js';
import type { ApplicationState, SelectionEnd } from './application.state.js';

/**
 * A selection no longer stands for its service, which is free for a new application. Recorded before the
 * selection itself where that is still on its way: the events come on two topics. The first end counts.
 */
export const endSelection = (
  { status, selectionEnd }: ApplicationState,
  { on, why }: { readonly on: Day; readonly why: SelectionEnd['why'] },
): readonly ApplicationEvent[] =>
  selectionEnd === undefined && (status === 'SELECTED' || status === 'UNDER_REVIEW' || status === 'DEFERRED')
    ? [{ type: 'SelectionEnded', data: { on, why } }]
    : [];
