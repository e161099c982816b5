import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { dayOf } from '#common/kernel/day.js';
import type { Actor } from '#common/kernel/actor.js';
import type { ContractEvent, ContractPlanned } from './contract.events.js';
import type { ContractState, Invitation } from './contract.state.js';

/** Applies what happened. Only what people do keeps a plan from falling idle. */
export function evolve(state: ContractState | undefined, event: Recorded<ContractEvent>): ContractState {
  if (event.type === 'ContractPlanned') return planned(event);
  const next = applied(state as ContractState, event);
  return byPerson(event.actor) ? { ...next, idleSince: dayOf(event.at) } : next;
}

const byPerson = (actor: Actor): boolean => actor.kind === 'person';

const planned = ({ data, at }: Recorded<ContractPlanned>): ContractState => ({
  ...data,
  status: 'PLANNED',
  invitations: [],
  invitedSuppliers: [],
  evaluations: [],
  stated: {},
  signatures: [],
  attempt: 1,
  idleSince: dayOf(at),
});

type Later = Exclude<ContractEvent, ContractPlanned>;

function applied(state: ContractState, event: Recorded<Later>): ContractState {
  switch (event.type) {
    case 'QuotesRequested':
    case 'ProposalsRequested': {
      const { legalBasis, invitations, step } = event.data;
      const all = [...state.invitations, ...invitations];
      const invitedSuppliers = [...new Set(all.map((one) => one.supplier.businessNumber))];
      return { ...state, status: 'QUOTING', legalBasis, invitations: all, invitedSuppliers, step };
    }
    case 'QuoteSubmitted':
    case 'ProposalSubmitted':
      return answered(state, event.data.n, { offer: event.data.offer });
    case 'RequestDeclined':
      return answered(state, event.data.n, { declined: { at: event.at.toISOString(), reason: event.reason ?? '' } });
    case 'SupplierChosen': {
      const { n, comparisonId, step } = event.data;
      const choice = { n, reason: event.reason ?? '', ...(comparisonId !== undefined && { comparisonId }) };
      return { ...state, status: 'NEGOTIATING', choice, step };
    }
    case 'ProposalsEvaluated': {
      const { n, evaluations, step } = event.data;
      return { ...state, status: 'NEGOTIATING', choice: { n, reason: event.reason ?? '' }, evaluations, step };
    }
    case 'TermsStated':
      return { ...state, stated: { ...state.stated, [event.data.party]: event.data.terms } };
    case 'TermsAgreed': {
      const terms = state.stated.INSTITUTION;
      return { ...state, status: 'DRAFTED', ...(terms !== undefined && { terms }), step: event.data.step };
    }
    case 'ContractDrafted':
      return { ...state, status: 'SIGNING', ...event.data };
    case 'SignatureGiven': {
      const { party, act, step } = event.data;
      const signature = { party, act, by: event.actor.sub, at: event.at.toISOString() };
      return { ...state, signatures: [...state.signatures, signature], ...(step !== undefined && { step }) };
    }
    case 'SigningLapsed':
      return { ...state, attempt: event.data.attempt + 1 };
    case 'ContractCancelled':
      return {
        ...without(state, 'step'),
        status: 'CANCELLED',
        cancelled: { at: event.at.toISOString(), reason: event.reason ?? '' },
      };
    default:
      return afterConclusion(state, event);
  }
}

type Conclusion = Extract<
  Later,
  { readonly type: 'ContractSigned' | 'ContractStarted' | 'RegistrationFellOverdue' | 'UsageRegistered' }
>;

function afterConclusion(state: ContractState, event: Recorded<Conclusion>): ContractState {
  switch (event.type) {
    case 'ContractSigned': {
      const due = event.details?.registration;
      const attempt = event.details?.attempt;
      return {
        ...without(state, 'step'),
        status: 'CONCLUDED',
        concluded: event.data,
        ...(attempt !== undefined && { concludedAttempt: attempt }),
        ...(due !== undefined && { registration: { status: 'DUE', due } }),
      };
    }
    case 'ContractStarted':
      return { ...state, status: 'ACTIVE', startedOn: event.data.startedOn };
    case 'RegistrationFellOverdue':
      return { ...state, registration: { ...state.registration, status: 'OVERDUE', due: event.data.due } };
    case 'UsageRegistered': {
      const { registration } = state;
      if (registration === undefined) return state;
      const { registeredOn, projectName, actualUser } = event.data;
      return {
        ...state,
        registration: { ...registration, status: 'REGISTERED', registeredOn, projectName, actualUser },
      };
    }
  }
}

const answered = (state: ContractState, n: number, answer: Partial<Invitation>): ContractState => ({
  ...state,
  invitations: state.invitations.map((one) => (one.n === n ? { ...one, ...answer } : one)),
});

function without<K extends keyof ContractState>(state: ContractState, key: K): Omit<ContractState, K> {
  const { [key]: _, ...rest } = state;
  return rest;
}
