import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { AgendaItemAdded } from '#common/events/definitions/agenda-item-added.js';
import { AgendaItemReleased } from '#common/events/definitions/agenda-item-released.js';
import { AgendaRemovalRefused } from '#common/events/definitions/agenda-removal-refused.js';
import { MinutesConfirmed } from '#common/events/definitions/minutes-confirmed.js';
import { RecusalsSettled } from '#common/events/definitions/recusals-settled.js';
import { RevoteNeeded } from '#common/events/definitions/revote-needed.js';
import { SessionAdjourned } from '#common/events/definitions/session-adjourned.js';
import { SessionCancelled } from '#common/events/definitions/session-cancelled.js';
import { SessionClosed } from '#common/events/definitions/session-closed.js';
import { SessionNoticed } from '#common/events/definitions/session-noticed.js';
import { SessionOpened } from '#common/events/definitions/session-opened.js';
import { SessionPlanned } from '#common/events/definitions/session-planned.js';
import { SessionPublished } from '#common/events/definitions/session-published.js';
import { invalid } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { SessionEvent } from './domain/session.events.js';
import { evolve, itemMachine, sessionMachine } from './domain/session.evolve.js';
import { unexaminedDueAt } from './domain/setting-agenda.js';
import type { AgendaItem, SessionState } from './domain/session.state.js';
import { sessionNotices } from './session.notices.js';
import { sessionWork } from './session.work.js';

/** Sessions are known by their number; the number makes the id, so that two planners cannot both have it. */
export const sessionIdOf = (no: number): string => derivedId('session', String(no));

export const sessionType: AggregateType<SessionState, SessionEvent> = {
  name: 'session',
  collection: 'sessions',
  foldVersion: 3,
  evolve,
  machines: [sessionMachine, itemMachine],
  publishes: [
    SessionPlanned,
    SessionNoticed,
    SessionOpened,
    SessionAdjourned,
    SessionCancelled,
    SessionClosed,
    MinutesConfirmed,
    SessionPublished,
    AgendaItemAdded,
    AgendaItemReleased,
    AgendaRemovalRefused,
    RevoteNeeded,
    RecusalsSettled,
  ],
  claims: (state) =>
    state.agenda
      .filter((item, i) => holdsItsCase(state, item) && !isHeldBefore(state, i))
      .map(({ caseId }) => ({
        key: `case:${caseId}`,
        code: 'CASE_ON_AGENDA',
        detail: `Case ${caseId} is on the agenda of another session.`,
      })),
  path: ({ no }) => `/v1/sessions/${no}`,
  work: sessionWork,
  notices: sessionNotices,
  dueAt: unexaminedDueAt,
  standing: ({ status, on, agenda }) => `${status} for ${on}, ${agenda.length} on the agenda`,
  personal: {
    // `data.vote` and `data.reason` are of before ADR 0032.
    VoteCast: ['data.ballot', 'data.vote', 'data.reason'],
    RecusalsSettled: ['details.notes'],
    RecusalVoteCast: ['data.sealed'],
    RecusalResolved: ['reason'],
    ExclusionContested: ['reason'],
    UndeclaredConflictFound: ['reason'],
    // Certificates may name the person who signed for the ministry.
    SessionPublished: ['details.cms'],
    MinutesConfirmed: ['details.salt', 'details.textSalts', 'details.cms'],
  },
  neverExported: { VoteCast: ['data.ballot', 'data.vote', 'data.reason'], RecusalVoteCast: ['data.sealed'] },
  documents: {
    fileIdPath: 'state.papers.fileId',
    kept: ({ papers }) => papers.map(({ kind, ...paper }) => ({ name: kind, ...paper })),
    erase: () => {
      throw invalid('PAPER_KEPT', 'What was confirmed is kept for as long as the session: erase nothing of it.');
    },
  },
  indexed: ['state.papers.fileId', 'state.no', 'state.status', 'state.on', 'state.plannedBy'],
};

/** An upheld objection and the service that is taken up after it are of one case. */
const isHeldBefore = (state: SessionState, i: number): boolean =>
  state.agenda.slice(0, i).some((item) => item.caseId === state.agenda[i]?.caseId && holdsItsCase(state, item));

/** A case is on one agenda at a time: from its item's addition until the item is released or the session published. */
function holdsItsCase(state: SessionState, item: AgendaItem): boolean {
  if (state.status === 'CANCELLED' || state.status === 'PUBLISHED') return false;
  if (item.status === 'REMOVED') return false;
  return !(item.status === 'CARRIED' && state.closedAt !== undefined);
}
