import type { ApplicationEvent } from './application.events.js';
import type { ApplicationState, AwaitedRevote } from './application.state.js';

/**
 * The committee votes again on this decision (재의결, R-45). The application has its service until then, as a live one
 * does; where a later application of the service is live already, that one keeps it.
 */
export const awaitRevote = (
  { status, decision, selectionEnd, revote }: ApplicationState,
  awaited: AwaitedRevote,
): readonly ApplicationEvent[] =>
  decision !== undefined &&
  selectionEnd === undefined &&
  revote === undefined &&
  (status === 'SELECTED' || status === 'NOT_SELECTED')
    ? [{ type: 'RevoteAwaited', data: awaited }]
    : [];

/** The result is the same. */
export const revoteConfirmed = (
  { revote }: ApplicationState,
  { sessionNo }: { readonly sessionNo: number },
): readonly ApplicationEvent[] => (revote === undefined ? [] : [{ type: 'RevoteEnded', data: { sessionNo } }]);
