import type { Moment } from '#common/kernel/clock.js';
import { atTime, dayOf, endOfDay } from '#common/kernel/day.js';
import { dueInBusinessDays, type Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { attendanceOf, released, ensureSessionDay } from './convening.js';
import { ensurePresiding, type ChairAct } from './presiding.js';
import type { SessionEvent } from './session.events.js';
import {
  isOnAgenda,
  isRecused,
  isUndecided,
  itemOf,
  quorumOf,
  ensureAllDeclared,
  ensureItemStatus,
  ensureNotLinked,
  ensureRecusalsSettled,
  ensureStatus,
  type InOffice,
} from './session.rules.js';
import type { AgendaItem, SeenDebarment, SessionState } from './session.state.js';

/**
 * The chair opens the session (개의) at or after the hour of its notice: a majority of the members in office is in the
 * room and has declared on each item. Earlier only with a reason, and with every member there.
 */
export function openSession(
  state: SessionState,
  opening: ChairAct & { readonly inOffice: InOffice; readonly earlyReason?: string },
  moment: Moment,
): readonly SessionEvent[] {
  ensureStatus(state, 'SESSION_NOT_NOTICED', 'NOTICED');
  ensurePresiding(state, opening, moment.at);
  ensureSessionDay(state, moment);
  ensure(dayOf(moment.at) === state.on, () =>
    wrongState('NOT_SESSION_DAY', `Session ${state.no} was convened for ${state.on}: adjourn it and convene it again.`),
  );
  const { members, present } = attendanceOf(state, opening.inOffice, moment.at);
  const quorum = quorumOf(members.length);
  ensure(present.length >= quorum, () =>
    wrongState(
      'QUORUM_NOT_MET',
      `${present.length} of ${members.length} members are present, ${quorum} are needed: adjourn.`,
    ),
  );
  for (const item of state.agenda.filter(isUndecided)) ensureAllDeclared(state, item, moment.at);
  const hour = state.convocations.at(-1)?.time ?? '00:00';
  const isEarly = moment.at < atTime(state.on, hour);
  const { earlyReason } = opening;
  ensure(!isEarly || (earlyReason !== undefined && present.length === members.length), () =>
    wrongState(
      'BEFORE_HOUR',
      `Session ${state.no} is convened for ${hour}: before it, give earlyReason, and ${members.length - present.length} members are missing.`,
    ),
  );
  const closing: Deadline = { key: 'CLOSING', dueAt: endOfDay(state.on).toISOString(), basis: 'd', rule: '§11.2' };
  return [
    {
      type: 'SessionOpened',
      data: {
        sessionId: state.sessionId,
        sessionNo: state.no,
        openedAt: moment.at.toISOString(),
        members: members.length,
        present: present.length,
      },
      details: { roster: members, deadlines: [closing], ...(isEarly && earlyReason !== undefined && { earlyReason }) },
    },
  ];
}

type ItemAct = ChairAct & { readonly item: number };

/** The item, when the caller presides over it in an open session. @throws Refusal 403, 404, 409 SESSION_NOT_OPEN */
export function ensurePresidingOn(state: SessionState, act: ItemAct, moment: Moment): AgendaItem {
  ensureStatus(state, 'SESSION_NOT_OPEN', 'OPEN');
  const item = itemOf(state, act.item);
  ensureNotLinked([item], { sub: act.by, ...(act.org !== undefined && { org: act.org }) });
  ensurePresiding(state, act, moment.at, (memberId) => isRecused(item, memberId));
  return item;
}

/** A session ends on its day (§11.2): after midnight a vote is finished, and nothing new is taken up. */
function ensureSameDay(state: SessionState, { today }: Moment): void {
  ensure(today === state.on, () =>
    wrongState('SESSION_DAY_OVER', `Session ${state.no} was of ${state.on}: count what is voted on, and close it.`),
  );
}

/** The committee takes an item up (심의); recused members leave the room. */
export function deliberate(state: SessionState, act: ItemAct, moment: Moment): readonly SessionEvent[] {
  const item = ensurePresidingOn(state, act, moment);
  ensureItemStatus(item, 'ITEM_NOT_PENDING', 'PENDING');
  ensureSameDay(state, moment);
  return [{ type: 'DeliberationStarted', data: { item: item.item } }];
}

/** Opening the vote, on what review knows of the supplier. */
export interface VotingAct extends ItemAct {
  /** The debarment that holds on the session day. */
  readonly debarment?: SeenDebarment;
  /** The chair was shown it. */
  readonly debarmentSeen?: boolean;
}

/**
 * The chair opens the vote on an item, once every member in the room has declared on it. A debarment on the
 * session day does not end the item: the criterion `SANCTION_FREE` (§3.5) is the committee's to judge, and the chair
 * has to know first. 409 DEBARMENT_UNSEEN.
 */
export function openVoting(state: SessionState, act: VotingAct, moment: Moment): readonly SessionEvent[] {
  const item = ensurePresidingOn(state, act, moment);
  ensureItemStatus(item, 'ITEM_NOT_DELIBERATING', 'DELIBERATING');
  ensureSameDay(state, moment);
  ensureAllDeclared(state, item, moment.at);
  ensureRecusalsSettled(item);
  const { debarment, debarmentSeen = false } = act;
  ensure(debarment === undefined || debarmentSeen, () =>
    wrongState(
      'DEBARMENT_UNSEEN',
      `${item.supplierName} of item ${item.item} is debarred from ${debarment?.from} to ${debarment?.to} ` +
        `(${debarment?.ground}, 부정당업자 제재): tell the committee, and open the vote with debarmentSeen true.`,
    ),
  );
  return [{ type: 'VotingOpened', data: { item: item.item, ...(debarment !== undefined && { debarment }) } }];
}

/** The chair moves an item to the next session (보류), once per application and with a list of what is asked for. */
export function deferItem(
  state: SessionState,
  deferral: ItemAct & { readonly reason: string; readonly requests: readonly string[] },
  moment: Moment,
): readonly SessionEvent[] {
  const item = ensurePresidingOn(state, deferral, moment);
  ensureItemStatus(item, 'ITEM_NOT_DELIBERATING', 'DELIBERATING', 'VOTING');
  ensure(item.kind !== 'OBJECTION', () =>
    wrongState(
      'OBJECTION_NOT_DEFERRED',
      `Item ${item.item} is an objection: it is voted on, or carried at the closing.`,
    ),
  );
  ensure(item.kind !== 'REVOTE', () =>
    wrongState('REVOTE_NOT_DEFERRED', `Item ${item.item} is a re-vote: it is voted on, or carried at the closing.`),
  );
  ensure(item.deferrals < moment.policy['review.deferralsMax'], () =>
    wrongState('DEFERRED_ALREADY', `Item ${item.item} was deferred before; an application is deferred once (A-11).`),
  );
  const { requests, reason } = deferral;
  ensure(requests.length > 0, () =>
    invalid('REQUESTS_MISSING', 'A deferral says what the supplier is asked for: give at least one request.'),
  );
  return [{ type: 'ItemDeferred', data: { item: item.item, requests, on: moment.today }, reason }];
}

/**
 * The chair closes the session (폐회). What could not be taken up is carried, with a reason, and is free for the next
 * agenda.
 */
export function closeSession(
  state: SessionState,
  closing: ChairAct & { readonly carryReason?: string },
  moment: Moment,
): readonly SessionEvent[] {
  ensureStatus(state, 'SESSION_NOT_OPEN', 'OPEN');
  ensurePresiding(state, closing, moment.at);
  const open = state.agenda.filter(isUndecided);
  ensure(
    open.every((item) => item.status !== 'VOTING'),
    () => wrongState('VOTING_OPEN', 'An item is being voted on: count its votes first.'),
  );
  const { carryReason } = closing;
  ensure(open.length === 0 || carryReason !== undefined, () =>
    wrongState(
      'ITEMS_UNDECIDED',
      `Items ${open.map((item) => item.item).join(', ')} are undecided: decide them or give carryReason.`,
    ),
  );
  const carried = state.agenda.filter(isOnAgenda);
  const days = moment.policy['review.minutesBusinessDays'];
  const minutes = dueInBusinessDays(moment, { key: 'MINUTES', days, rule: '§11.2' });
  return [
    ...open.map((item): SessionEvent => ({
      type: 'ItemCarried',
      data: { item: item.item },
      ...(carryReason !== undefined && { reason: carryReason }),
    })),
    {
      type: 'SessionClosed',
      data: {
        sessionId: state.sessionId,
        sessionNo: state.no,
        closedAt: moment.at.toISOString(),
        items: state.agenda.filter((item) => item.status !== 'REMOVED').length,
      },
      details: { deadlines: [minutes] },
    },
    ...carried.map((item) => released(state, item, 'CARRIED')),
  ];
}
