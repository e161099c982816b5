import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { CaseEvent } from './case.events.js';
import type { CaseAccess, CaseState, Decision } from './case.state.js';

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
    ExaminerReleased: { EXPERT_ASSIGNED: 'OPENED' },
    ExpertExaminationCompleted: { EXPERT_ASSIGNED: 'EXPERT_DONE' },
    PutOnAgenda: { EXPERT_DONE: 'ON_AGENDA' },
    TakenOffAgenda: { ON_AGENDA: 'EXPERT_DONE' },
    ReviewDeferred: { ON_AGENDA: 'EXPERT_DONE' },
    ServiceSelected: { ON_AGENDA: 'DECIDED', EXPERT_DONE: 'DECIDED' },
    ServiceNotSelected: { ON_AGENDA: 'DECIDED', EXPERT_DONE: 'DECIDED' },
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
      return { ...state, status: 'EXPERT_ASSIGNED', examiners: [...state.examiners, ...examinerIds], deadlines };
    }
    case 'ExaminerReleased': {
      const { examinerId, deadlines } = event.data;
      return {
        ...state,
        status: 'OPENED',
        examiners: state.examiners.filter((examiner) => examiner !== examinerId),
        examinations: state.examinations.filter((examination) => examination.examinerId !== examinerId),
        deadlines,
      };
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
      return { ...state, status: 'EXPERT_DONE', deadlines: [] };
    case 'CaseAccessGranted': {
      const { people, as } = event.data;
      return { ...state, access: [...accessWithout(state, people), ...people.map((person) => ({ person, as }))] };
    }
    case 'CaseAccessRevoked':
      return { ...state, access: accessWithout(state, event.data.people) };
    case 'PutOnAgenda':
      return { ...letGoOf(event.data.sessionNo, state), status: 'ON_AGENDA', agenda: event.data };
    case 'NextAgendaNoted':
      return { ...state, nextAgendas: [...(state.nextAgendas ?? []), event.data] };
    case 'TakenOffAgenda': {
      const left = letGoOf(event.data.sessionNo, state);
      return left.agenda === undefined ? { ...left, status: 'EXPERT_DONE' } : left;
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
      return { ...onNoAgenda(state), status: 'CLOSED', withdrawalPending: false, deadlines: [] };
    case 'ReviewDeferred': {
      const { sessionNo, deferredOn, answerDueOn } = event.data;
      const deferred = decided(state, 'DEFERRED', sessionNo, deferredOn);
      const deferral = answerDueOn === undefined ? {} : { deferral: { sessionNo, answerDueOn } };
      return { ...deferred, status: 'EXPERT_DONE', deferrals: state.deferrals + 1, ...deferral };
    }
    case 'DeferralAnswerNoted':
      return state.deferral === undefined
        ? state
        : { ...state, deferral: { ...state.deferral, answeredAt: event.data.answeredAt } };
    case 'ServiceSelected':
      return { ...decided(state, 'SELECTED', event.data.sessionNo, event.data.decidedOn), status: 'DECIDED' };
    case 'ServiceNotSelected':
      return { ...decided(state, 'NOT_SELECTED', event.data.sessionNo, event.data.decidedOn), status: 'DECIDED' };
    case 'ReviewResumed':
    case 'ReviewResultNotified':
    case 'SelectionCancelled':
    case 'ObjectionUpheld':
    case 'ObjectionDismissed':
      return state;
  }
}

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

const decided = (state: CaseState, outcome: Decision, sessionNo: number, on: string): CaseState => ({
  ...onNoAgenda(state),
  decision: { outcome, sessionNo, on },
  deadlines: [],
});

function commentOn(criterion: string, comments: readonly { readonly criterion: string; readonly comment: string }[]) {
  const found = comments.find((one) => one.criterion === criterion);
  return found === undefined ? {} : { comment: found.comment };
}
