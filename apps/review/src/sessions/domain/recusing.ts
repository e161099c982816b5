import { ensure, forbidden, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureConvened } from './attending.js';
import type { SessionEvent } from './session.events.js';
import { ensureNotLinked, ensureStatus, isOnAgenda, itemOf, type SittingMember } from './session.rules.js';
import type { RecusalGround, RecusalType, SessionState } from './session.state.js';

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
  ensure(isOnAgenda(item), () =>
    wrongState('ITEM_DECIDED', `Item ${no} is ${item.status}: a conflict found now is for the secretary to report.`),
  );
  const standing = item.recusals.find((recusal) => recusal.memberId === memberId);
  if (ground === 'NONE') {
    // A recused member may not return to vote once the committee sits. Only the committee lifts its own resolution, and
    // an exclusion is contested.
    ensure(standing === undefined || (standing.type === 'SELF_RECUSAL' && state.status !== 'OPEN'), () =>
      wrongState('RECUSAL_STANDS', `You are recused on item ${no} and stay so.`),
    );
    return !item.cleared.includes(memberId);
  }
  if (standing?.ground === ground) return false;
  // Else a member could turn an exclusion into a declaration of their own, and take that back.
  ensure(standing === undefined || standing.type === 'SELF_RECUSAL', () =>
    wrongState('RECUSAL_STANDS', `You are recused on item ${no} already, by exclusion or by resolution.`),
  );
  return true;
}

/** The outcome of declarations, exclusions and resolutions on one member: who stands aside, and who is clear. */
export function settled(
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
