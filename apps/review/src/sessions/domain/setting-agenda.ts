import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { hasPassed, type Deadline } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { released } from './convening.js';
import type { SessionEvent } from './session.events.js';
import { cutOff, ensureItemStatus, ensureStatus, freezeOf, isOnAgenda, itemOf } from './session.rules.js';
import type { ExcludedMember, ItemKind, RevoteOf, SessionState } from './session.state.js';

/** What the agenda has to know of a case. */
export interface CaseForAgenda {
  readonly caseId: string;
  readonly applicationId: string;
  readonly serviceName: string;
  readonly supplierName: string;
  readonly supplier: string;
  readonly acceptedOn: Day;
  readonly deferrals: number;
  /** Its examiners are done and it is on no agenda. */
  readonly ready: boolean;
  /** A service, unless said otherwise. */
  readonly kind?: ItemKind;
  /** Members who neither vote on it nor count. */
  readonly barred?: readonly string[];
  readonly barringLifted?: true;
  /** Of a re-vote, with the members whose conflict was found after the decision. */
  readonly revoteOf?: RevoteOf;
  readonly excluded?: readonly ExcludedMember[];
}

/**
 * The secretary puts an examined case on the agenda (안건 상정), until the agenda freezes. An urgent session takes cases
 * until its notice, whenever they were accepted.
 */
export function addAgendaItem(state: SessionState, reviewCase: CaseForAgenda, moment: Moment): readonly SessionEvent[] {
  ensureStatus(state, 'AGENDA_CLOSED', 'PLANNED', 'NOTICED');
  const { caseId, applicationId, serviceName, supplierName, supplier, acceptedOn, deferrals, ready } = reviewCase;
  const { kind = 'SERVICE', barred = [], barringLifted, revoteOf, excluded = [] } = reviewCase;
  ensure(!state.agenda.some((item) => item.caseId === caseId && item.status !== 'REMOVED'), () =>
    wrongState('CASE_ON_AGENDA', `Case ${caseId} is on the agenda of session ${state.no} already.`),
  );
  ensure(ready, () =>
    wrongState('CASE_NOT_READY', `Case ${caseId} is on an agenda, closed, or its expert examination is not complete.`),
  );
  ensureNotFrozen(state, moment);
  const isUrgent = state.status === 'PLANNED' && state.urgentReason !== undefined;
  const last = cutOff(state.on, moment.calendar);
  ensure(isUrgent || acceptedOn <= last, () =>
    wrongState(
      'AFTER_CUT_OFF',
      `Accepted on ${acceptedOn}, after the cut-off ${last} of session ${state.no} (A-19): take the next session.`,
    ),
  );
  const item = state.agenda.length + 1;
  return [
    {
      type: 'AgendaItemAdded',
      data: { sessionId: state.sessionId, sessionNo: state.no, item, caseId },
      details: {
        applicationId,
        serviceName,
        supplierName,
        supplier,
        deferrals,
        acceptedOn,
        kind,
        barred,
        ...(barringLifted && { barringLifted }),
        ...(revoteOf !== undefined && { revoteOf, excluded }),
      },
    },
  ];
}

/** @throws Refusal 409 AGENDA_FROZEN */
function ensureNotFrozen(state: SessionState, { at }: Moment): void {
  const freeze = freezeOf(state);
  ensure(freeze === undefined || !hasPassed(freeze, at), () =>
    wrongState(
      'AGENDA_FROZEN',
      `The agenda of session ${state.no} froze at ${freeze?.dueAt ?? ''} (${freeze?.rule ?? ''}): take the next session, or plan an urgent one.`,
    ),
  );
}

/** The secretary takes an item off before the agenda freezes, with a reason: its case is free for another session. */
export function takeOffAgenda(
  state: SessionState,
  { item: no, reason }: { readonly item: number; readonly reason: string },
  moment: Moment,
): readonly SessionEvent[] {
  ensureStatus(state, 'AGENDA_CLOSED', 'PLANNED', 'NOTICED', 'ADJOURNED');
  const item = itemOf(state, no);
  ensureItemStatus(item, 'ITEM_NOT_PENDING', 'PENDING', 'CARRIED');
  ensureNotFrozen(state, moment);
  return [{ type: 'ItemTakenOff', data: { item: no }, reason }, released(state, item, 'REMOVED')];
}

/**
 * A case asks to leave the agenda because its applicant withdraws. Only the session knows whether the committee has
 * voted: until then the item goes, after that the withdrawal comes too late.
 */
export function removeFromAgenda(state: SessionState, caseId: string): readonly SessionEvent[] {
  const item = state.agenda.findLast((candidate) => candidate.caseId === caseId);
  if (item === undefined || item.status === 'REMOVED') return [];
  if (isOnAgenda(item) || item.status === 'DEFERRED') {
    return [released(state, item, 'REMOVED')];
  }
  const { sessionId, no: sessionNo } = state;
  return [{ type: 'AgendaRemovalRefused', data: { sessionId, sessionNo, item: item.item, caseId } }];
}

/**
 * A case has too few examinations, or enough again. The item waits for the freeze. After it, or when the
 * committee sits, it goes at once. What the committee has decided stays.
 */
export function noteExamination(
  state: SessionState,
  { caseId, isComplete }: { readonly caseId: string; readonly isComplete: boolean },
  moment: Moment,
): readonly SessionEvent[] {
  const item = state.agenda.findLast((candidate) => candidate.caseId === caseId);
  if (item === undefined || !isOnAgenda(item) || isComplete === (item.lacksExamination !== true)) return [];
  const noted: SessionEvent = { type: 'ItemExaminationNoted', data: { item: item.item, isComplete } };
  return isComplete || !isFrozen(state, moment) ? [noted] : [noted, released(state, item, 'REMOVED')];
}

/** The agenda freezes: what lacks examinations leaves it. */
export const removeUnexamined = (state: SessionState, moment: Moment): readonly SessionEvent[] =>
  isFrozen(state, moment)
    ? state.agenda
        .filter((item) => item.lacksExamination === true && isOnAgenda(item))
        .map((item) => released(state, item, 'REMOVED'))
    : [];

/** When the timer removes what lacks examinations; undefined while nothing does. */
export function unexaminedDueAt(state: SessionState): Date | undefined {
  const lacks = state.agenda.some((item) => item.lacksExamination === true && isOnAgenda(item));
  const freeze = freezeToCome(state);
  return lacks && freeze !== undefined ? new Date(freeze.dueAt) : undefined;
}

/** Of an agenda that has not been taken up yet. */
const freezeToCome = (state: SessionState): Deadline | undefined =>
  state.status === 'PLANNED' || state.status === 'NOTICED' ? freezeOf(state) : undefined;

function isFrozen(state: SessionState, { at }: Moment): boolean {
  const freeze = freezeToCome(state);
  return state.status === 'OPEN' || (freeze !== undefined && hasPassed(freeze, at));
}
