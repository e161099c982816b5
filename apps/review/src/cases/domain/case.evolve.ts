import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { CaseEvent } from './case.events.js';
import type {
  Cancellation,
  CancellationGround,
  CaseAccess,
  CaseState,
  Decision,
  ExaminationPhase,
} from './case.state.js';

export const evolve = evolution<CaseState, CaseEvent>()(
  {
    ReviewCaseOpened: ({ data, details: { submission, deadlines } }) => ({
      ...data,
      status: 'OPENED',
      submission,
      invited: [],
      declarations: [],
      examiners: [],
      examinations: [],
      access: [],
      recused: [],
      deferrals: 0,
      withdrawalPending: false,
      deadlines,
    }),
  },
  next,
);

/** The session may be published before the case hears of its agenda: the events are on two topics. */
export const caseMachine: StatusMachine<CaseState> = {
  name: 'case',
  statusesOf: ({ status }) => ({ '': status }),
  edges: {
    ReviewCaseOpened: { NEW: 'OPENED' },
    ExaminersAssigned: { OPENED: 'EXPERT_ASSIGNED' },
    ExaminerReleased: { EXPERT_ASSIGNED: 'OPENED', EXPERT_DONE: 'OPENED' },
    ExpertExaminationCompleted: { EXPERT_ASSIGNED: 'EXPERT_DONE' },
    PutOnAgenda: {
      OPENED: 'ON_AGENDA',
      EXPERT_ASSIGNED: 'ON_AGENDA',
      EXPERT_DONE: 'ON_AGENDA',
      OBJECTED: 'ON_AGENDA',
      REVOTE: 'ON_AGENDA',
    },
    TakenOffAgenda: { ON_AGENDA: ['OPENED', 'EXPERT_ASSIGNED', 'EXPERT_DONE', 'OBJECTED', 'REVOTE'] },
    ReviewDeferred: { ON_AGENDA: ['OPENED', 'EXPERT_ASSIGNED', 'EXPERT_DONE'] },
    // Of an open case at once: a service that was selected before this system.
    ServiceSelected: { OPENED: 'DECIDED', ON_AGENDA: 'DECIDED', EXPERT_DONE: 'DECIDED', REVOTE: 'DECIDED' },
    ServiceNotSelected: { ON_AGENDA: 'DECIDED', EXPERT_DONE: 'DECIDED' },
    RevoteCalled: { DECIDED: 'REVOTE' },
    RevoteConfirmed: { ON_AGENDA: ['DECIDED', 'OBJECTED'], REVOTE: 'DECIDED' },
    ObjectionOpened: { DECIDED: 'OBJECTED', REVOTE: 'OBJECTED' },
    ObjectionUpheld: { ON_AGENDA: 'EXPERT_DONE', OBJECTED: 'EXPERT_DONE' },
    ObjectionDismissed: { ON_AGENDA: ['DECIDED', 'REVOTE'], OBJECTED: ['DECIDED', 'REVOTE'] },
    SelectionCancelled: { DECIDED: 'CANCELLED', ON_AGENDA: 'CANCELLED', REVOTE: 'CANCELLED' },
    WithdrawalGranted: { OPENED: 'CLOSED', EXPERT_ASSIGNED: 'CLOSED', EXPERT_DONE: 'CLOSED', ON_AGENDA: 'CLOSED' },
    CaseClosed: { OPENED: 'CLOSED', EXPERT_ASSIGNED: 'CLOSED', EXPERT_DONE: 'CLOSED', ON_AGENDA: 'CLOSED' },
  },
};

type Later = Exclude<CaseEvent, { readonly type: 'ReviewCaseOpened' }>;

function next(state: CaseState, event: Recorded<Later>): CaseState {
  switch (event.type) {
    case 'ExaminerDeclared': {
      const { examinerId } = event.data;
      const others = state.declarations.filter((declaration) => declaration.examinerId !== examinerId);
      return { ...state, declarations: [...others, { ...event.data, at: event.at.toISOString() }] };
    }
    case 'ExaminersInvited':
      return { ...state, invited: [...state.invited, ...event.data.examinerIds] };
    case 'LinkFound': {
      const found = { person: event.data.person, foundAt: event.at.toISOString() };
      return { ...state, links: [...(state.links ?? []), found] };
    }
    case 'ExaminersAssigned': {
      const { examinerIds, deadlines } = event.data;
      const examiners = [...state.examiners, ...examinerIds];
      return { ...inPhase(state, 'EXPERT_ASSIGNED'), examiners, deadlines };
    }
    case 'ExaminerReleased': {
      const { examinerId, phase, deadlines } = event.data;
      return { ...inPhase(without(state, examinerId), phase), deadlines };
    }
    case 'ExaminerReplaced': {
      const { examinerId, replacementId, deadlines } = event.data;
      const left = without(state, examinerId);
      const replaced = [...(state.replaced ?? []), { examinerId, at: event.at.toISOString() }];
      return { ...left, examiners: [...left.examiners, replacementId], replaced, deadlines };
    }
    case 'ExaminationSubmitted': {
      const { examinerId, findings } = event.data;
      const { comment, comments } = event.details;
      const others = state.examinations.filter((examination) => examination.examinerId !== examinerId);
      const examination = {
        ...event.data,
        findings: findings.map((finding) => ({ ...finding, ...commentOn(finding.criterion, comments ?? []) })),
        comment: comment ?? '',
        submittedAt: event.at.toISOString(),
      };
      return { ...state, examinations: [...others, examination] };
    }
    case 'ExpertExaminationCompleted':
      return { ...inPhase(state, 'EXPERT_DONE'), deadlines: [] };
    case 'CaseAccessGranted': {
      const { people, as } = event.data;
      return { ...state, access: [...accessWithout(state, people), ...people.map((person) => ({ person, as }))] };
    }
    case 'CaseAccessRevoked':
      return { ...state, access: accessWithout(state, event.data.people) };
    case 'PutOnAgenda':
      return {
        ...letGoOf(event.data.sessionNo, state),
        status: 'ON_AGENDA',
        agenda: event.data,
        ...((state.status === 'OPENED' || state.status === 'EXPERT_ASSIGNED') && { reopened: state.status }),
      };
    case 'NextAgendaNoted':
      return { ...state, nextAgendas: [...(state.nextAgendas ?? []), event.data] };
    case 'TakenOffAgenda': {
      const left = letGoOf(event.data.sessionNo, state);
      return left.agenda === undefined ? offAgenda(left) : left;
    }
    case 'MemberStoodAside':
      return { ...state, recused: [...state.recused, event.data.memberId] };
    case 'MemberReturned':
      return { ...state, recused: state.recused.filter((memberId) => memberId !== event.data.memberId) };
    case 'AgendaRemovalRequested':
      return state.status === 'CLOSED' ? state : { ...state, withdrawalPending: true };
    case 'WithdrawalRefused':
      return { ...state, withdrawalPending: false };
    case 'WithdrawalGranted':
    case 'CaseClosed':
      // An objection that was pending has no answer.
      return { ...over(answered(state)), status: 'CLOSED', withdrawalPending: false };
    case 'ReviewDeferred': {
      const { sessionNo, deferredOn, answerDueOn } = event.data;
      const deferred = offAgenda(decided(state, 'DEFERRED', sessionNo, deferredOn));
      return {
        ...deferred,
        deadlines: state.reopened === undefined ? [] : state.deadlines,
        deferrals: state.deferrals + 1,
        ...(answerDueOn !== undefined && { deferral: { sessionNo, answerDueOn } }),
      };
    }
    case 'DeferralAnswerNoted':
      return state.deferral === undefined
        ? state
        : { ...state, deferral: { ...state.deferral, answeredAt: event.data.answeredAt } };
    case 'ServiceSelected':
      return { ...over(decided(state, 'SELECTED', event.data.sessionNo, event.data.decidedOn)), status: 'DECIDED' };
    case 'ServiceNotSelected': {
      const refused = over(decided(state, 'NOT_SELECTED', event.data.sessionNo, event.data.decidedOn));
      return { ...refused, status: 'DECIDED', ...barring(state, event.details.voters) };
    }
    case 'ObjectionOpened': {
      const { deadlines, ...objection } = event.data;
      // A re-vote that is on an agenda goes first.
      return { ...state, status: state.status === 'ON_AGENDA' ? 'ON_AGENDA' : 'OBJECTED', objection, deadlines };
    }
    case 'RevoteNoted':
      return { ...state, revoteNoted: event.data };
    case 'RevoteCalled': {
      const { revoteNoted: _, ...called } = state;
      const { sessionNo } = event.data;
      const { excluded, barred } = event.details;
      const aside = excluded.map(({ memberId }) => memberId);
      return {
        ...called,
        status: state.status === 'DECIDED' ? 'REVOTE' : state.status,
        revote: { sessionNo, excluded, barred },
        recused: [...new Set([...state.recused, ...aside])],
      };
    }
    case 'RevoteConfirmed': {
      const { decision, objection } = state;
      const { revote: _, ...confirmed } = onNoAgenda(state);
      return {
        ...confirmed,
        status: objection === undefined ? 'DECIDED' : 'OBJECTED',
        ...(decision !== undefined && { decision: { ...decision, confirmedIn: event.data.sessionNo } }),
        ...(decision?.outcome === 'NOT_SELECTED' && barring(state, event.details.voters)),
      };
    }
    case 'ObjectionPeriodExtended':
      return { ...state, deadlines: event.data.deadlines };
    case 'ObjectionUpheld':
      return upheld(state);
    case 'ObjectionDismissed':
      return { ...answered(state), status: state.revote === undefined ? 'DECIDED' : 'REVOTE' };
    case 'HearingNoticed': {
      const { on, time, place, noticedOn } = event.data;
      const grounds = event.data.grounds as readonly CancellationGround[];
      const authors = [...authorsOf(state), event.actor.sub];
      const hearing = { on, time, place, noticedOn };
      const { deadlines } = event.details;
      return { ...state, cancellation: { grounds, reason: event.reason, authors, hearing }, deadlines };
    }
    case 'HearingHeld': {
      const { cancellation } = state;
      if (cancellation === undefined) return state;
      const authors = [...cancellation.authors, event.actor.sub];
      const held = { ...event.data, record: event.details.record };
      return { ...state, cancellation: { ...cancellation, authors, held }, deadlines: [] };
    }
    case 'SelectionKept':
      return cancellationDecided(state, {
        decision: 'KEPT',
        on: event.data.keptOn,
        ...event.details,
        reason: event.reason,
      });
    case 'SelectionCancelled': {
      const { causes, cancelledOn: on } = event.data;
      const { number, revote } = event.details;
      const act = { decision: 'CANCELLED', on, number, reason: event.reason } as const;
      if (revote !== undefined) {
        const refused = decided(state, 'NOT_SELECTED', revote.sessionNo, revote.decidedOn);
        // A hearing that was announced has nothing left to decide.
        const isPending = refused.cancellation?.decided === undefined;
        const closed = isPending ? cancellationDecided(refused, { ...act, grounds: [] }) : refused;
        return { ...closed, status: 'CANCELLED', ...barring(state, revote.voters) };
      }
      const grounds = causes as readonly CancellationGround[];
      const { revote: _, ...ended } = state;
      const cancelled = cancellationDecided(ended, { ...act, grounds });
      return { ...cancelled, status: 'CANCELLED', deadlines: [] };
    }
    case 'SuspensionNoted':
      return { ...state, suspension: event.data };
    case 'SuspensionLasted':
      return state.suspension === undefined ? state : { ...state, suspension: { ...state.suspension, lasted: true } };
    case 'SuspensionOver': {
      const { suspension: _, ...listed } = state;
      return listed;
    }
    case 'ReviewResumed':
    case 'ReviewResultNotified':
    case 'AgendaExaminationChanged':
      return state;
  }
}

/** On an agenda the case keeps its status, and knows where the examination stands beneath it. */
function inPhase({ reopened: _, ...state }: CaseState, phase: ExaminationPhase): CaseState {
  if (state.status !== 'ON_AGENDA') return { ...state, status: phase };
  return phase === 'EXPERT_DONE' ? state : { ...state, reopened: phase };
}

/** The examination is over, however far it was. */
const over = ({ reopened: _, ...state }: CaseState): CaseState => state;

function offAgenda({ reopened, ...state }: CaseState): CaseState {
  if (state.objection !== undefined) return { ...state, status: 'OBJECTED' };
  return { ...state, status: state.revote === undefined ? (reopened ?? 'EXPERT_DONE') : 'REVOTE' };
}

/** Who refused a service does not vote on an objection to it. */
const barring = ({ firstVoters = [] }: CaseState, voters: readonly string[]) => ({
  firstVoters: [...new Set([...firstVoters, ...voters])],
});

const without = (state: CaseState, examinerId: string): CaseState => ({
  ...state,
  examiners: state.examiners.filter((examiner) => examiner !== examinerId),
  examinations: state.examinations.filter((examination) => examination.examinerId !== examinerId),
});

const answered = ({ objection: _, ...state }: CaseState): CaseState => ({ ...onNoAgenda(state), deadlines: [] });

/** The objection is upheld: the refusal is gone, and the service is before the committee again. */
export function upheld(state: CaseState): CaseState {
  const { decision: _, revote: __, ...open } = answered(state);
  return { ...open, status: 'EXPERT_DONE' };
}

/** Whose work the pending cancellation is; an earlier one that was decided is over. */
const authorsOf = ({ cancellation }: CaseState): readonly string[] =>
  cancellation === undefined || cancellation.decided !== undefined ? [] : cancellation.authors;

const cancellationDecided = (state: CaseState, act: NonNullable<Cancellation['decided']>): CaseState =>
  state.cancellation === undefined ? state : { ...state, cancellation: { ...state.cancellation, decided: act } };

const accessWithout = ({ access }: CaseState, people: readonly string[]): readonly CaseAccess[] =>
  access.filter(({ person }) => !people.includes(person));

const onNoAgenda = ({ agenda: _, nextAgendas: __, ...state }: CaseState): CaseState => state;

function letGoOf(sessionNo: number, { agenda, nextAgendas = [], ...state }: CaseState): CaseState {
  const later = nextAgendas.filter((one) => one.sessionNo !== sessionNo);
  return {
    ...state,
    ...(agenda !== undefined && agenda.sessionNo !== sessionNo && { agenda }),
    ...(later.length > 0 && { nextAgendas: later }),
  };
}

function decided(state: CaseState, outcome: Decision, sessionNo: number, on: string): CaseState {
  const { revote: _, ...open } = onNoAgenda(state);
  return { ...open, decision: { outcome, sessionNo, on }, deadlines: [] };
}

function commentOn(criterion: string, comments: readonly { readonly criterion: string; readonly comment: string }[]) {
  const found = comments.find((one) => one.criterion === criterion);
  return found === undefined ? {} : { comment: found.comment };
}
