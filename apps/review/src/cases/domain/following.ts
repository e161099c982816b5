import type { Moment } from '#common/kernel/clock.js';
import type { CaseEvent } from './case.events.js';
import { agendasOf, examinationChanged, grant, hasAccess, isDecidedOn, revoke } from './case.rules.js';
import type { CaseState, OnAgenda } from './case.state.js';

/**
 * What a case does when a session acts on it. Sessions and cases are saved one by one, so a case may hear of something
 * late, or after it was closed. An event that no longer concerns it changes nothing.
 */

export function followAgenda(state: CaseState, { sessionNo, item }: OnAgenda): readonly CaseEvent[] {
  // The applicant withdrew while the secretary put the case on the agenda.
  if (state.status === 'CLOSED') return [removalFrom(state, { sessionNo, item })];
  // Of the session that decided; numbers say nothing about which of two others sat first.
  if (sessionNo === state.decision?.sessionNo) return [];
  const isElsewhere = state.status === 'ON_AGENDA' && state.agenda?.sessionNo !== sessionNo;
  if (isElsewhere) {
    const lacks = state.reopened !== undefined;
    return [
      { type: 'NextAgendaNoted', data: { sessionNo, item } },
      ...(lacks ? [examinationChanged(state, { sessionNo, item })] : []),
    ];
  }
  const waits = state.status === 'OBJECTED' || state.status === 'REVOTE';
  if (state.status === 'EXPERT_DONE' || waits) return putOn(state, { sessionNo, item });
  // A conflict was found while the secretary put the case on the agenda.
  const lacks = state.status === 'OPENED' || state.status === 'EXPERT_ASSIGNED';
  return lacks ? [...putOn(state, { sessionNo, item }), examinationChanged(state, { sessionNo, item })] : [];
}

function putOn(state: CaseState, agenda: OnAgenda): readonly CaseEvent[] {
  const { caseId, applicationId } = state;
  const put: CaseEvent = { type: 'PutOnAgenda', data: agenda };
  if (state.decision?.outcome !== 'DEFERRED') return [put];
  return [put, { type: 'ReviewResumed', data: { caseId, applicationId, sessionNo: agenda.sessionNo } }];
}

/** The item left the agenda undecided: the case waits for another session, or its withdrawal is granted. */
export function followRelease(
  state: CaseState,
  { sessionNo }: { readonly sessionNo: number },
  moment: Moment,
): readonly CaseEvent[] {
  const { agenda, nextAgendas = [], withdrawalPending } = state;
  const left: CaseEvent = { type: 'TakenOffAgenda', data: { sessionNo } };
  if (nextAgendas.some((one) => one.sessionNo === sessionNo)) return [left];
  const [next] = nextAgendas;
  // What is to be voted on again is decided, whatever its applicant asked for before.
  if (withdrawalPending && next === undefined && state.revote === undefined) return grantWithdrawal(state, moment);
  if (agenda?.sessionNo !== sessionNo) return [];
  const gone = [left, ...revoke(state, (access) => access.as === 'MEMBER')];
  if (next === undefined) return gone;
  return [...gone, ...putOn(state, next), ...(withdrawalPending ? [removalFrom(state, next)] : [])];
}

/** What the members of a session have declared on its item, those of earlier events included. */
export interface Declared {
  readonly sessionNo: number;
  readonly cleared: readonly string[];
  readonly recused: readonly string[];
}

export function followDeclarations(state: CaseState, { sessionNo, cleared, recused }: Declared): readonly CaseEvent[] {
  if (state.agenda?.sessionNo !== sessionNo) return [];
  const returned = cleared.filter((memberId) => state.recused.includes(memberId));
  const aside = recused.filter((memberId) => !state.recused.includes(memberId));
  const admitted = cleared.filter((memberId) => !hasAccess(state, memberId));
  return [
    ...returned.map((memberId) => ({ type: 'MemberReturned', data: { memberId } }) as const),
    ...aside.map((memberId) => ({ type: 'MemberStoodAside', data: { memberId } }) as const),
    ...grant(state, admitted, 'MEMBER'),
    ...revoke(state, (access) => recused.includes(access.person)),
  ];
}

export const followDismissal = (state: CaseState, { memberId }: { readonly memberId: string }): readonly CaseEvent[] =>
  revoke(state, (access) => access.person === memberId && access.as === 'MEMBER');

/** The applicant asks to withdraw (취하): granted until the committee has voted, which only the session knows. */
export function requestWithdrawal(state: CaseState, moment: Moment): readonly CaseEvent[] {
  const { agenda } = state;
  if (state.status === 'CLOSED' || state.withdrawalPending) return [];
  // What is objected to or voted on again is decided; its applicant has nothing to withdraw.
  if (isDecidedOn(state)) return [refusal(state, moment)];
  if (agenda === undefined) return grantWithdrawal(state, moment);
  return [removalFrom(state, agenda)];
}

export const followRemovalRefusal = (state: CaseState, moment: Moment): readonly CaseEvent[] =>
  state.withdrawalPending ? [refusal(state, moment)] : [];

/** The applicant answered what the committee asked for. One that comes twice changes nothing. */
export const followDeferralAnswer = (
  { deferral }: CaseState,
  { sessionNo, answeredAt }: { readonly sessionNo: number; readonly answeredAt: string },
): readonly CaseEvent[] =>
  deferral?.sessionNo === sessionNo && deferral.answeredAt === undefined
    ? [{ type: 'DeferralAnswerNoted', data: { sessionNo, answeredAt } }]
    : [];

/** Intake closed the application: so does the case, wherever it is. */
export function followWithdrawal(state: CaseState): readonly CaseEvent[] {
  if (isDecidedOn(state)) return [];
  return [
    { type: 'CaseClosed', data: { why: 'APPLICATION_WITHDRAWN' } },
    ...agendasOf(state).map((one) => removalFrom(state, one)),
    ...revoke(state),
  ];
}

const removalFrom = ({ caseId, applicationId }: CaseState, { sessionNo }: OnAgenda): CaseEvent => ({
  type: 'AgendaRemovalRequested',
  data: { caseId, applicationId, sessionNo },
});

const grantWithdrawal = (state: CaseState, { at }: Moment): readonly CaseEvent[] => [
  {
    type: 'WithdrawalGranted',
    data: { caseId: state.caseId, applicationId: state.applicationId, grantedAt: at.toISOString() },
  },
  ...revoke(state),
];

const refusal = ({ caseId, applicationId }: CaseState, { at }: Moment): CaseEvent => ({
  type: 'WithdrawalRefused',
  data: { caseId, applicationId, refusedAt: at.toISOString() },
});
