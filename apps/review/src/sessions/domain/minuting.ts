import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensurePresiding, type ChairAct } from './presiding.js';
import type { SessionEvent } from './session.events.js';
import { itemOf, ensureStatus } from './session.rules.js';
import type { AgendaItem, SessionState } from './session.state.js';

export interface ItemMinutes {
  readonly item: number;
  /** For the applicant. */
  readonly reasons: readonly string[];
  /** What was said and decided. */
  readonly record?: string;
}

export interface MinutesDraft {
  readonly summary: string;
  readonly items: readonly ItemMinutes[];
}

/** The secretary writes the minutes (회의록); the applicant of an item reads its reasons in the result. */
export function draftMinutes(state: SessionState, draft: MinutesDraft): readonly SessionEvent[] {
  ensureStatus(state, 'MINUTES_NOT_DUE', 'CLOSED');
  for (const { item } of draft.items) itemOf(state, item);
  const unreasoned = state.agenda.filter(
    (item) =>
      item.status === 'NOT_SELECTED' &&
      (draft.items.find((entry) => entry.item === item.item)?.reasons ?? []).length === 0,
  );
  ensure(unreasoned.length === 0, () =>
    invalid(
      'REASONS_MISSING',
      `Not selected, so the minutes state why: items ${unreasoned.map((item) => item.item).join(', ')}.`,
    ),
  );
  return [{ type: 'MinutesDrafted', data: draft }];
}

/** What the minutes record and the seal covers: attendance, recusals, tallies, reasons. Never a vote. */
export const minutesRecord = (state: SessionState) => ({
  sessionNo: state.no,
  convocations: state.convocations,
  openedAt: state.openedAt,
  closedAt: state.closedAt,
  roster: state.roster.map((member) => member.memberId),
  attendance: state.attendance,
  items: state.agenda.map(({ item, caseId, status, recusals, tally, decidedOn, deferral, reasons, record }) => ({
    item,
    caseId,
    status,
    recusals,
    tally,
    decidedOn,
    deferral,
    reasons,
    record,
  })),
  summary: state.minutes?.summary,
});

/** The chair confirms the minutes; `hash` seals what they record. Its salt stays at home: the hash is public. */
export function confirmMinutes(
  state: SessionState,
  confirmation: ChairAct & { readonly hash: string; readonly salt: string },
  moment: Moment,
): readonly SessionEvent[] {
  ensureStatus(state, 'MINUTES_NOT_DUE', 'CLOSED');
  ensurePresiding(state, confirmation, moment.at);
  ensure(state.minutes !== undefined, () =>
    wrongState('MINUTES_NOT_DRAFTED', `The secretary has not drafted the minutes of session ${state.no} yet.`),
  );
  const days = moment.policy['review.publicationBusinessDays'];
  const publication = dueInBusinessDays(moment, { key: 'PUBLICATION', days, rule: 'A-21' });
  return [
    {
      type: 'MinutesConfirmed',
      data: {
        sessionId: state.sessionId,
        sessionNo: state.no,
        confirmedAt: moment.at.toISOString(),
        minutesHash: confirmation.hash,
      },
      details: { deadlines: [publication], salt: confirmation.salt },
    },
  ];
}

/** The ministry makes the selection and publishes the session (선정 공고); the cases follow. */
export function publishSession(
  state: SessionState,
  selectionAct: { readonly number: string; readonly on: Day },
  moment: Moment,
): readonly SessionEvent[] {
  ensureStatus(state, 'MINUTES_NOT_CONFIRMED', 'MINUTES_CONFIRMED');
  ensure(selectionAct.on >= state.on && selectionAct.on <= moment.today, () =>
    invalid('SELECTION_ACT_DATE', `The selection act is dated between the session (${state.on}) and today.`),
  );
  const count = (status: AgendaItem['status']) => state.agenda.filter((item) => item.status === status).length;
  const selected = state.agenda.flatMap(({ status, caseId, applicationId, serviceName, supplierName, tally }) =>
    status === 'SELECTED' && tally !== undefined ? [{ caseId, applicationId, serviceName, supplierName, tally }] : [],
  );
  return [
    {
      type: 'SessionPublished',
      data: {
        sessionId: state.sessionId,
        sessionNo: state.no,
        heldOn: state.on,
        selectionAct,
        selected,
        counts: {
          selected: count('SELECTED'),
          notSelected: count('NOT_SELECTED'),
          deferred: count('DEFERRED'),
          carried: count('CARRIED'),
        },
      },
    },
  ];
}
