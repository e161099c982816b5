import type { Moment } from '#common/kernel/clock.js';
import { ensure, forbidden, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureConvened } from './attending.js';
import { ensurePresiding, type ChairAct } from './presiding.js';
import type { SessionEvent } from './session.events.js';
import {
  ensureNotLinked,
  ensureStatus,
  isRecused,
  isUndecided,
  itemOf,
  passes,
  presentAt,
  type SittingMember,
} from './session.rules.js';
import type { AgendaItem, RecusalGround, RecusalType, SessionState, Tally } from './session.state.js';

export interface ItemDeclaration {
  readonly item: number;
  readonly ground: RecusalGround | 'NONE';
  readonly note?: string;
}

/**
 * A member says for each item whether a ground of decree Art. 15-4 applies. A clear declaration opens the papers of the
 * case; a ground closes them and takes the vote away, one already cast included.
 */
export function declareConflict(
  state: SessionState,
  declaration: { readonly memberId: string; readonly by: SittingMember; readonly items: readonly ItemDeclaration[] },
): readonly SessionEvent[] {
  const { memberId, by, items } = declaration;
  ensure(by.sub === memberId, () => forbidden('A member declares conflicts of their own only.'));
  ensureStatus(state, 'DECLARATIONS_CLOSED', 'NOTICED', 'ADJOURNED', 'OPEN');
  ensureConvened(state, memberId);
  const numbers = new Set(items.map((entry) => entry.item));
  ensure(numbers.size === items.length, () => invalid('ITEM_TWICE', 'Each item is declared once.'));
  const clear = items.filter(({ ground }) => ground === 'NONE').map(({ item }) => itemOf(state, item));
  ensureNotLinked(clear, by);
  const news = items.filter((entry) => isNews(state, memberId, entry));
  if (news.length === 0) return [{ type: 'DeclarationRepeated', data: { memberId } }];
  return [settled(state, memberId, news, 'SELF_RECUSAL')];
}

/** Whether a declaration changes anything. @throws Refusal when it may not */
function isNews(state: SessionState, memberId: string, { item: no, ground }: ItemDeclaration): boolean {
  const item = itemOf(state, no);
  ensure(isUndecided(item) || item.status === 'CARRIED', () =>
    wrongState('ITEM_DECIDED', `Item ${no} is ${item.status}: a conflict found now is for the secretary to report.`),
  );
  const standing = item.recusals.find((recusal) => recusal.memberId === memberId);
  if (ground === 'NONE') {
    // A recused member may not return to vote once the committee sits; only the committee lifts its own resolution.
    ensure(standing === undefined || (standing.type === 'SELF_RECUSAL' && state.status !== 'OPEN'), () =>
      wrongState('RECUSAL_STANDS', `You are recused on item ${no} and stay so.`),
    );
    return !item.cleared.includes(memberId);
  }
  if (standing?.ground === ground) return false;
  ensure(standing?.type !== 'COMMITTEE_RESOLUTION', () =>
    wrongState('RECUSAL_STANDS', `The committee resolved that you are recused on item ${no}.`),
  );
  return true;
}

export interface GroundEResolution extends ChairAct {
  readonly item: number;
  readonly memberId: string;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly reason: string;
}

/**
 * The committee resolves whether a case is comparable to grounds a–d (ground e); the member concerned does not vote.
 */
export function decideGroundE(
  state: SessionState,
  resolution: GroundEResolution,
  moment: Moment,
): readonly SessionEvent[] {
  const { memberId, yes, no, abstain, reason } = resolution;
  ensureStatus(state, 'SESSION_NOT_OPEN', 'OPEN');
  const item = itemOf(state, resolution.item);
  ensureNotLinked([item], { sub: resolution.by, ...(resolution.org !== undefined && { org: resolution.org }) });
  ensurePresiding(state, resolution, moment.at, (id) => id === memberId || isRecused(item, id));
  ensureConvened(state, memberId);
  ensure(isUndecided(item), () => wrongState('ITEM_DECIDED', `Item ${item.item} is ${item.status}.`));
  const voters = presentAt(state, moment.at).filter(
    (member) => member.memberId !== memberId && !isRecused(item, member.memberId),
  );
  ensure(yes + no + abstain === voters.length, () =>
    invalid('VOTES_DO_NOT_ADD_UP', `${voters.length} members vote on this, the one concerned not among them.`),
  );
  const tally: Tally = { eligible: voters.length, yes, no, abstain };
  const decided: SessionEvent = {
    type: 'GroundEDecided',
    data: { item: item.item, memberId, tally, recused: passes(tally) },
    reason,
  };
  return [decided, ...consequence(state, item, memberId, passes(tally))];
}

function consequence(
  state: SessionState,
  { item, recusals }: AgendaItem,
  memberId: string,
  passed: boolean,
): readonly SessionEvent[] {
  if (passed) return [settled(state, memberId, [{ item, ground: 'E' }], 'COMMITTEE_RESOLUTION')];
  const standing = recusals.find((recusal) => recusal.memberId === memberId);
  return standing?.ground === 'E' ? [settled(state, memberId, [{ item, ground: 'NONE' }], 'COMMITTEE_RESOLUTION')] : [];
}

function settled(
  state: SessionState,
  memberId: string,
  declarations: readonly ItemDeclaration[],
  type: RecusalType,
): SessionEvent {
  const { sessionId, no: sessionNo } = state;
  const named = (clear: boolean) =>
    declarations
      .filter(({ ground }) => (ground === 'NONE') === clear)
      .map(({ item }) => ({ item, caseId: itemOf(state, item).caseId }));
  return {
    type: 'RecusalsSettled',
    data: { sessionId, sessionNo, memberId, cleared: named(true), recused: named(false) },
    details: {
      recusals: declarations.flatMap(({ item, ground }) => (ground === 'NONE' ? [] : [{ item, type, ground }])),
      notes: declarations.flatMap(({ item, note }) => (note === undefined ? [] : [{ item, note }])),
    },
  };
}
