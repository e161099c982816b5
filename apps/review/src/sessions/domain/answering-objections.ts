import type { Moment } from '#common/kernel/clock.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import type { SessionEvent } from './session.events.js';
import { passes } from './session.rules.js';
import type { AgendaItem, RosterMember, SessionState, Tally } from './session.state.js';

/** Who neither votes on an objection nor counts for it. */
export interface Barring {
  readonly barred: readonly string[];
  readonly barringLifted?: true;
}

/**
 * First voters are barred from an objection, and from the vote on the service that follows. With too few others in
 * office all may vote who are not recused, and the minutes say so.
 */
export function barringOf(
  firstVoters: readonly string[],
  inOffice: readonly RosterMember[],
  policy: PolicyValues,
): Barring {
  if (firstVoters.length === 0) return { barred: [] };
  const others = inOffice.filter(({ memberId }) => !firstVoters.includes(memberId));
  if (others.length < policy['review.eligibleVotersMin']) return { barred: [], barringLifted: true };
  return { barred: [...firstVoters] };
}

/**
 * The vote on an objection (이의신청) is on upholding it. Upheld, the same session takes the service up as a new item, with
 * the same declarations and the same barring. With too few voters the item waits for another session.
 */
export function answerObjection(
  state: SessionState,
  item: AgendaItem,
  count: { readonly tally: Tally; readonly voters: readonly string[] },
  { policy, today: on }: Moment,
): readonly SessionEvent[] {
  const { tally } = count;
  const enough = tally.eligible >= policy['review.eligibleVotersMin'];
  const outcome = enough ? (passes(tally) ? 'UPHELD' : 'DISMISSED') : 'CARRIED';
  const tallied: SessionEvent = { type: 'ItemTallied', data: { item: item.item, ...count, outcome, on } };
  return outcome === 'UPHELD' ? [tallied, takenUp(state, item)] : [tallied];
}

function takenUp(state: SessionState, objection: AgendaItem): SessionEvent {
  const { sessionId, no: sessionNo, agenda } = state;
  const { caseId, applicationId, serviceName, supplierName, supplier, deferrals, acceptedOn, barred } = objection;
  const service = {
    applicationId,
    serviceName,
    supplierName,
    supplier,
    deferrals,
    acceptedOn,
    kind: 'SERVICE',
  } as const;
  const lifted = objection.barringLifted === true && ({ barringLifted: true } as const);
  return {
    type: 'AgendaItemAdded',
    data: { sessionId, sessionNo, item: agenda.length + 1, caseId },
    details: { ...service, barred, ...lifted, follows: objection.item },
  };
}
