import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { FactOf } from '#common/aggregates/fact.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { ItemMinutes } from './minuting.js';
import type { SessionEvent } from './session.events.js';
import { isUndecided } from './session.rules.js';
import type { AgendaItem, Recusal, SessionState } from './session.state.js';

type Event<N extends SessionEvent['type']> = Recorded<FactOf<SessionEvent, N>>;
type ItemEvent = Extract<SessionEvent, { readonly data: { readonly item: number } }>;

export const evolve = evolution<SessionState, SessionEvent>()({ SessionPlanned: planned }, (state, event) =>
  isAboutItem(event) ? evolveItem(state, event) : evolveSession(state, event),
);

export const sessionMachine: StatusMachine<SessionState> = {
  name: 'session',
  statusesOf: ({ status }) => ({ '': status }),
  edges: {
    SessionPlanned: { NEW: 'PLANNED' },
    SessionNoticed: { PLANNED: 'NOTICED', ADJOURNED: 'NOTICED' },
    SessionAdjourned: { NOTICED: 'ADJOURNED' },
    SessionOpened: { NOTICED: 'OPEN' },
    SessionClosed: { OPEN: 'CLOSED' },
    MinutesConfirmed: { CLOSED: 'MINUTES_CONFIRMED' },
    SessionPublished: { MINUTES_CONFIRMED: 'PUBLISHED' },
    SessionCancelled: { PLANNED: 'CANCELLED', NOTICED: 'CANCELLED' },
  },
};

export const itemMachine: StatusMachine<SessionState> = {
  name: 'item',
  statusesOf: ({ agenda }) => Object.fromEntries(agenda.map(({ item, status }) => [item, status])),
  edges: {
    AgendaItemAdded: { NEW: 'PENDING' },
    DeliberationStarted: { PENDING: 'DELIBERATING' },
    VotingOpened: { DELIBERATING: 'VOTING' },
    ItemTallied: { VOTING: ['SELECTED', 'NOT_SELECTED', 'DEFERRED', 'CARRIED'] },
    ItemDeferred: { DELIBERATING: 'DEFERRED', VOTING: 'DEFERRED' },
    ItemCarried: { PENDING: 'CARRIED', DELIBERATING: 'CARRIED' },
    SessionAdjourned: { PENDING: 'CARRIED' },
    SessionNoticed: { CARRIED: 'PENDING' },
    AgendaItemReleased: { PENDING: 'REMOVED', DELIBERATING: 'REMOVED', VOTING: 'REMOVED', CARRIED: 'REMOVED' },
  },
};

function planned({ data, details }: Event<'SessionPlanned'>): SessionState {
  const { dateReason, plannedBy, deadlines } = details;
  return {
    sessionId: data.sessionId,
    no: data.sessionNo,
    status: 'PLANNED',
    on: data.on,
    ...(dateReason !== undefined && { dateReason }),
    plannedBy,
    convocations: [],
    roster: [],
    attendance: [],
    agenda: [],
    deadlines,
  };
}

const isAboutItem = (event: Recorded<SessionEvent>): event is Recorded<ItemEvent> => 'item' in event.data;

function evolveSession(
  state: SessionState,
  event: Recorded<Exclude<SessionEvent, ItemEvent | FactOf<SessionEvent, 'SessionPlanned'>>>,
): SessionState {
  switch (event.type) {
    case 'SessionNoticed': {
      const { convocation, roster, deadlines } = event.details;
      return {
        ...state,
        status: 'NOTICED',
        on: event.data.on,
        convocations: [...state.convocations, convocation],
        roster,
        attendance: [],
        agenda: state.agenda.map((item) => (item.status === 'CARRIED' ? { ...item, status: 'PENDING' } : item)),
        deadlines,
      };
    }
    case 'AttendanceRecorded': {
      const others = state.attendance.filter((row) => row.memberId !== event.data.memberId);
      return { ...state, attendance: [...others, event.data] };
    }
    case 'MemberStruck': {
      const { memberId } = event.data;
      return {
        ...state,
        roster: state.roster.filter((member) => member.memberId !== memberId),
        agenda: state.agenda.map((item) => ({
          ...item,
          votes: item.votes.filter((vote) => vote.memberId !== memberId),
        })),
      };
    }
    case 'DeclarationRepeated':
      return state;
    case 'RecusalsSettled':
      return { ...state, agenda: state.agenda.map((item) => settled(item, event)) };
    case 'SessionOpened':
      return {
        ...state,
        status: 'OPEN',
        openedAt: event.data.openedAt,
        roster: event.details.roster,
        deadlines: [],
      };
    case 'SessionAdjourned': {
      const { convocation: n, adjournedAt: at, members, present } = event.data;
      return {
        ...state,
        status: 'ADJOURNED',
        convocations: state.convocations.map((row) =>
          row.n === n ? { ...row, adjourned: { at, members, present } } : row,
        ),
        agenda: state.agenda.map((item) => (isUndecided(item) ? { ...item, status: 'CARRIED' } : item)),
        deadlines: [],
      };
    }
    case 'SessionCancelled':
      return { ...state, status: 'CANCELLED', deadlines: [] };
    case 'SessionClosed':
      return { ...state, status: 'CLOSED', closedAt: event.data.closedAt, deadlines: event.details.deadlines };
    case 'MinutesDrafted': {
      const { summary, items } = event.data;
      return {
        ...state,
        minutes: { summary, draftedAt: iso(event.at) },
        agenda: state.agenda.map((item) =>
          minuted(
            item,
            items.find((entry) => entry.item === item.item),
          ),
        ),
      };
    }
    case 'MinutesConfirmed': {
      const { confirmedAt, minutesHash: hash } = event.data;
      return {
        ...state,
        status: 'MINUTES_CONFIRMED',
        ...(state.minutes !== undefined && { minutes: { ...state.minutes, confirmedAt, hash } }),
        deadlines: event.details.deadlines,
      };
    }
    case 'SessionPublished':
      return {
        ...state,
        status: 'PUBLISHED',
        selectionAct: event.data.selectionAct,
        publishedAt: iso(event.at),
        deadlines: [],
      };
  }
}

function evolveItem(state: SessionState, event: Recorded<ItemEvent>): SessionState {
  if (event.type === 'AgendaItemAdded') {
    const { item, caseId } = event.data;
    const added: AgendaItem = {
      item,
      caseId,
      ...event.details,
      status: 'PENDING',
      cleared: [],
      recusals: [],
      votes: [],
      reasons: [],
    };
    return { ...state, agenda: [...state.agenda, added] };
  }
  const agenda = state.agenda.map((item) => (item.item === event.data.item ? changed(state, item, event) : item));
  return { ...state, agenda };
}

function changed(
  state: SessionState,
  item: AgendaItem,
  event: Recorded<Exclude<ItemEvent, FactOf<SessionEvent, 'AgendaItemAdded'>>>,
): AgendaItem {
  switch (event.type) {
    case 'GroundEDecided':
    case 'AgendaRemovalRefused':
      return item;
    case 'DeliberationStarted':
      return {
        ...item,
        status: 'DELIBERATING',
        recusals: item.recusals.map((recusal) => ({ ...recusal, outAt: iso(event.at) })),
      };
    case 'VotingOpened': {
      const { debarment } = event.data;
      return { ...item, status: 'VOTING', ...(debarment !== undefined && { debarment }) };
    }
    case 'VoteCast': {
      const { item: _, ...cast } = event.data;
      return { ...item, votes: [...item.votes.filter(({ memberId }) => memberId !== cast.memberId), cast] };
    }
    case 'ItemTallied': {
      const { tally, outcome, on, answerDueOn } = event.data;
      return {
        ...ended(item, iso(event.at)),
        status: outcome,
        tally,
        decidedOn: on,
        ...(answerDueOn !== undefined && {
          deferral: { reason: 'Too few members were eligible to vote (A-08).', requests: [], answerDueOn },
        }),
      };
    }
    case 'ItemDeferred': {
      const { requests, answerDueOn, on } = event.data;
      const deferral = { reason: event.reason, requests, answerDueOn };
      return { ...ended(item, iso(event.at)), status: 'DEFERRED', decidedOn: on, deferral };
    }
    case 'ItemCarried':
      return { ...ended(item, iso(event.at)), status: 'CARRIED' };
    case 'AgendaItemReleased': {
      // What the minutes have recorded stays as it was.
      const recorded = item.status === 'DEFERRED' || state.closedAt !== undefined || event.data.why === 'CARRIED';
      return recorded ? item : { ...ended(item, iso(event.at)), status: 'REMOVED' };
    }
  }
}

/** A recused member loses a vote already cast; a cleared one may vote. */
function settled(item: AgendaItem, { data, details, at }: Event<'RecusalsSettled'>): AgendaItem {
  const { memberId } = data;
  const isThis = (entry: { readonly item: number }) => entry.item === item.item;
  const cleared = item.cleared.filter((id) => id !== memberId);
  const recusals = item.recusals.filter((recusal) => recusal.memberId !== memberId);
  if (data.cleared.some(isThis)) return { ...item, cleared: [...cleared, memberId], recusals };
  const found = details.recusals.find(isThis);
  if (found === undefined) return item;
  const note = details.notes?.find(isThis)?.note;
  const sits = item.status === 'DELIBERATING' || item.status === 'VOTING';
  const recusal: Recusal = {
    memberId,
    type: found.type,
    ground: found.ground,
    ...(note !== undefined && { note }),
    ...(sits && { outAt: iso(at) }),
  };
  const votes = item.votes.filter((vote) => vote.memberId !== memberId);
  return { ...item, cleared, recusals: [...recusals, recusal], votes };
}

/** The newest draft of the minutes replaces what an older one said of the item. */
function minuted({ record: _older, ...item }: AgendaItem, entry: ItemMinutes | undefined): AgendaItem {
  const { reasons = [], record } = entry ?? {};
  return { ...item, reasons, ...(record !== undefined && { record }) };
}

/** The item is over: the recused return, the votes are sealed. */
const ended = (item: AgendaItem, at: string): AgendaItem => ({
  ...item,
  votes: [],
  recusals: item.recusals.map((recusal) => (recusal.outAt === undefined ? recusal : { ...recusal, inAt: at })),
});

const iso = (at: Date): string => new Date(at).toISOString();
