import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';
import type { SessionEvent } from './session.events.js';
import { ensureStatus, isDecidedAnew, paperOf } from './session.rules.js';
import type { SelectionAct, SessionState } from './session.state.js';

interface Acting extends SelectionAct {
  /** Who acts for the ministry. */
  readonly by: string;
}

/** Refuses a selection act that could not be made, before it is printed. */
export function ensureMayAct(state: SessionState, { by, on }: Acting, { today }: Moment): void {
  ensureStatus(state, 'MINUTES_NOT_CONFIRMED', 'MINUTES_CONFIRMED');
  const { draftedBy, confirmedBy } = state.minutes ?? {};
  ensureWorkOfOthers(by, [draftedBy, confirmedBy], `The minutes of session ${state.no}`);
  ensure(on >= state.on && on <= today, () =>
    invalid('SELECTION_ACT_DATE', `The selection act is dated between the session (${state.on}) and today.`),
  );
}

/** The ministry draws up the selection act (선정 공고), so that its paper can be signed before the publication. */
export function draftSelectionAct(
  state: SessionState,
  { paper, ...acting }: Acting & { readonly paper: KeptPaper | undefined },
  moment: Moment,
): readonly SessionEvent[] {
  ensureMayAct(state, acting, moment);
  if (paper === undefined)
    throw wrongState('MINUTES_NOT_CONFIRMED', 'The session changed while the act was printed: read it again.');
  const { number, on } = acting;
  return [{ type: 'SelectionActDrafted', data: { number, on, paper } }];
}

/** The paper of this act, as it was drafted; undefined for an act of another number or day. */
export function draftedPaperOf(state: SessionState, { number, on }: SelectionAct): KeptPaper | undefined {
  const { draftedAct } = state;
  const drafted = paperOf(state, 'SELECTION_ACT');
  if (drafted === undefined || draftedAct?.number !== number || draftedAct.on !== on) return undefined;
  const { kind: _, cms: __, ...paper } = drafted;
  return paper;
}

/** The services that the session selects, each once, with the count of its vote. */
export const selectedBy = ({ agenda }: Pick<SessionState, 'agenda'>) =>
  agenda
    .filter((item) => isDecidedAnew(item, 'SELECTED'))
    .flatMap(({ caseId, applicationId, serviceName, supplierName, tally }) =>
      tally === undefined ? [] : [{ caseId, applicationId, serviceName, supplierName, tally }],
    );
