import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { FactOf } from '#common/aggregates/fact.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { Day } from '#common/kernel/day.js';
import type { ItemMinutes } from './minuting.js';
import type { SessionEvent } from './session.events.js';
import { isUndecided } from './session.rules.js';
import type {
  AgendaItem,
  Attendance,
  CastVote,
  Recusal,
  RecusalBallot,
  SessionPaper,
  SessionPaperKind,
  SessionState,
} from './session.state.js';

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
    SessionCancelled: { PLANNED: 'CANCELLED', NOTICED: 'CANCELLED', ADJOURNED: 'CANCELLED' },
  },
};

export const itemMachine: StatusMachine<SessionState> = {
  name: 'item',
  statusesOf: ({ agenda }) => Object.fromEntries(agenda.map(({ item, status }) => [item, status])),
  edges: {
    AgendaItemAdded: { NEW: 'PENDING' },
    DeliberationStarted: { PENDING: 'DELIBERATING' },
    VotingOpened: { DELIBERATING: 'VOTING' },
    ItemTallied: { VOTING: ['SELECTED', 'NOT_SELECTED', 'DEFERRED', 'UPHELD', 'DISMISSED', 'CARRIED'] },
    ItemDeferred: { DELIBERATING: 'DEFERRED', VOTING: 'DEFERRED' },
    ItemCarried: { PENDING: 'CARRIED', DELIBERATING: 'CARRIED' },
    SessionAdjourned: { PENDING: 'CARRIED' },
    SessionNoticed: { CARRIED: 'PENDING' },
    AgendaItemReleased: { PENDING: 'REMOVED', DELIBERATING: 'REMOVED', VOTING: 'REMOVED', CARRIED: 'REMOVED' },
  },
};

function planned({ data, details }: Event<'SessionPlanned'>): SessionState {
  const { dateReason, urgentReason, plannedBy, deadlines } = details;
  return {
    sessionId: data.sessionId,
    no: data.sessionNo,
    status: 'PLANNED',
    on: data.on,
    ...(dateReason !== undefined && { dateReason }),
    ...(urgentReason !== undefined && { urgentReason }),
    plannedBy,
    convocations: [],
    roster: [],
    attendance: [],
    agenda: [],
    papers: [],
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
        agenda: state.agenda.map((item) => (item.status === 'CARRIED' ? { ...item, status: 'PENDING' } : item)),
        deadlines,
      };
    }
    case 'AttendanceRecorded': {
      const { stay, ...times } = event.data;
      const convocation = state.convocations.length;
      const isOwn = (row: Attendance) => row.memberId === times.memberId && row.convocation === convocation;
      const own = state.attendance.filter(isOwn).slice(0, stay - 1);
      const others = state.attendance.filter((row) => !isOwn(row));
      return { ...state, attendance: [...others, ...own, { ...times, convocation }] };
    }
    case 'MemberJoined': {
      const others = state.roster.filter(({ memberId }) => memberId !== event.data.memberId);
      return { ...state, roster: [...others, event.data] };
    }
    case 'MemberStruck': {
      const { memberId } = event.data;
      return {
        ...state,
        roster: state.roster.filter((member) => member.memberId !== memberId),
        agenda: state.agenda.map((item) => ({
          ...item,
          // Who is appointed again declares again.
          cleared: item.cleared.filter((id) => id !== memberId),
          ...withoutVotesOf(item, memberId),
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
        ...(event.details.earlyReason !== undefined && { earlyReason: event.details.earlyReason }),
        roster: event.details.roster,
        deadlines: event.details.deadlines,
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
      const { summary, items, paper } = event.data;
      return {
        ...state,
        minutes: { summary, draftedAt: iso(event.at), draftedBy: event.actor.sub },
        papers: withPaper(state, { kind: 'MINUTES', ...paper }),
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
        ...(state.minutes !== undefined && {
          minutes: { ...state.minutes, confirmedAt, confirmedBy: event.actor.sub, hash, texts: event.details.texts },
        }),
        papers: signed(state, 'MINUTES', event.details.cms),
        deadlines: event.details.deadlines,
      };
    }
    case 'SelectionActDrafted': {
      const { paper, ...draftedAct } = event.data;
      return { ...state, draftedAct, papers: withPaper(state, { kind: 'SELECTION_ACT', ...paper }) };
    }
    case 'SessionPublished':
      return {
        ...state,
        status: 'PUBLISHED',
        selectionAct: event.data.selectionAct,
        papers: withPaper(state, actPaper(event.details)),
        agenda: state.agenda.map((item) => askedFor(item, event.details.answerDueOn)),
        publishedAt: iso(event.at),
        deadlines: [],
      };
  }
}

function evolveItem(state: SessionState, event: Recorded<ItemEvent>): SessionState {
  if (event.type === 'AgendaItemAdded') {
    const { item, caseId } = event.data;
    const { follows, excluded = [], ...details } = event.details;
    const before = state.agenda.find((one) => one.item === follows);
    const standing = before?.recusals.map(({ outAt: _, inAt: __, ...recusal }) => recusal) ?? [];
    const added: AgendaItem = {
      item,
      caseId,
      ...details,
      addedAt: iso(event.at),
      status: 'PENDING',
      cleared: before?.cleared ?? [],
      recusals: [...standing, ...excluded.map((member) => ({ ...member, type: 'EXCLUSION' as const }))],
      ballots: [],
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
    case 'AgendaRemovalRefused':
    case 'RevoteNeeded':
    case 'ItemTakenOff':
      return item;
    case 'ExclusionContested': {
      const { memberId } = event.data;
      const contest = { at: iso(event.at), reason: event.reason };
      return {
        ...item,
        recusals: item.recusals.map((recusal) => (recusal.memberId === memberId ? { ...recusal, contest } : recusal)),
      };
    }
    case 'RecusalBallotOpened': {
      const { ballot: n, memberId, subject } = event.data;
      return { ...item, ballots: [...item.ballots, { n, memberId, subject, openedAt: iso(event.at), votes: [] }] };
    }
    case 'RecusalVoteCast': {
      const { ballot: n, memberId, sealed } = event.data;
      const cast: CastVote = { memberId, castAt: iso(event.at), ballot: sealed };
      return withBallot(item, n, ({ votes, ...ballot }) => ({
        ...ballot,
        votes: [...votes.filter((vote) => vote.memberId !== memberId), cast],
      }));
    }
    case 'RecusalResolved': {
      const { ballot: n, memberId, subject, tally, recused } = event.data;
      const decided = { at: iso(event.at), tally, recused, reason: event.reason };
      const counted = withBallot(item, n, (ballot) => ({ ...ballot, votes: [], decided }));
      if (subject !== 'EXCLUSION' || !recused) return counted;
      return {
        ...counted,
        recusals: item.recusals.map((recusal) =>
          recusal.memberId === memberId && recusal.contest !== undefined
            ? { ...recusal, contest: { ...recusal.contest, upheld: true } }
            : recusal,
        ),
      };
    }
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
      const { item: _, ...vote } = event.data;
      const cast: CastVote = { ...vote, castAt: iso(event.at) };
      return { ...item, votes: [...item.votes.filter(({ memberId }) => memberId !== cast.memberId), cast] };
    }
    case 'ItemTallied': {
      const { tally, voters, outcome, on } = event.data;
      return {
        ...ended(item, iso(event.at)),
        status: outcome,
        tally,
        voters,
        decidedOn: on,
        ...(outcome === 'DEFERRED' && { deferral: { reason: null, code: 'TOO_FEW_ELIGIBLE', requests: [] } }),
      };
    }
    case 'ItemDeferred': {
      const { requests, on } = event.data;
      const deferral = { reason: event.reason, requests };
      return { ...ended(item, iso(event.at)), status: 'DEFERRED', decidedOn: on, deferral };
    }
    case 'UndeclaredConflictFound': {
      const { memberId, ground, on: foundOn, couldChange } = event.data;
      const found = { memberId, ground, foundOn, couldChange, evidence: event.reason };
      return { ...item, breaches: [...(item.breaches ?? []), found] };
    }
    case 'ItemExaminationNoted': {
      const { lacksExamination: _, ...noted } = item;
      return event.data.isComplete ? noted : { ...noted, lacksExamination: true };
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
  // An erasure takes all notes of the event at once.
  const note = details.notes === null ? null : details.notes.find(isThis)?.note;
  const sits = item.status === 'DELIBERATING' || item.status === 'VOTING';
  const recusal: Recusal = {
    memberId,
    type: found.type,
    ground: found.ground,
    ...(note !== undefined && { note }),
    ...(sits && { outAt: iso(at) }),
  };
  return { ...item, ...withoutVotesOf(item, memberId), cleared, recusals: [...recusals, recusal] };
}

/** On the item and in the ballots on others that are not counted yet. */
const withoutVotesOf = ({ votes, ballots }: AgendaItem, memberId: string) => ({
  votes: votes.filter((vote) => vote.memberId !== memberId),
  ballots: ballots.map((ballot) => ({
    ...ballot,
    votes: ballot.votes.filter((vote) => vote.memberId !== memberId),
  })),
});

const withBallot = (item: AgendaItem, n: number, change: (ballot: RecusalBallot) => RecusalBallot): AgendaItem => ({
  ...item,
  ballots: item.ballots.map((ballot) => (ballot.n === n ? change(ballot) : ballot)),
});

/** The request list reaches the applicant with the publication. */
const askedFor = (item: AgendaItem, answerDueOn: Day | undefined): AgendaItem =>
  item.deferral === undefined || item.deferral.requests.length === 0 || answerDueOn === undefined
    ? item
    : { ...item, deferral: { ...item.deferral, answerDueOn } };

/** The newest draft of the minutes replaces what an older one said of the item. */
function minuted({ record: _older, ...item }: AgendaItem, entry: ItemMinutes | undefined): AgendaItem {
  const { reasons = [], record } = entry ?? {};
  return { ...item, reasons, ...(record !== undefined && { record }) };
}

const actPaper = ({ paper, cms }: Event<'SessionPublished'>['details']): SessionPaper => ({
  kind: 'SELECTION_ACT',
  ...paper,
  ...(cms !== undefined && { cms }),
});

const withPaper = ({ papers }: SessionState, paper: SessionPaper): readonly SessionPaper[] => [
  ...papers.filter(({ kind }) => kind !== paper.kind),
  paper,
];

const signed = ({ papers }: SessionState, kind: SessionPaperKind, cms: SessionPaper['cms']): readonly SessionPaper[] =>
  cms === undefined ? papers : papers.map((paper) => (paper.kind === kind ? { ...paper, cms } : paper));

/** The item is over: the recused return, the votes are sealed, and a ballot on a member that was not counted lapses. */
const ended = (item: AgendaItem, at: string): AgendaItem => ({
  ...item,
  votes: [],
  ballots: item.ballots.filter(({ decided }) => decided !== undefined),
  recusals: item.recusals.map((recusal) => (recusal.outAt === undefined ? recusal : { ...recusal, inAt: at })),
});

const iso = (at: Date): string => new Date(at).toISOString();
