import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { FactOf } from '#common/aggregates/fact.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { ContractPassed } from '#common/events/definitions/contract-passed.js';
import type { UsageRegistered } from '#common/events/definitions/usage-registered.js';
import { dayOf } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { whyOf } from '#common/kernel/system-reasons.js';
import { amending, unsigned } from './amendment.evolve.js';
import type { AmendmentEvent } from './amendment.events.js';
import type { BreachEvent } from './breach.events.js';
import { breaching } from './breach.evolve.js';
import { supplierNumbersOf } from './consortium.rules.js';
import type { AfterConclusion, ContractEvent } from './contract.events.js';
import type { ContractState, Invitation, UsageRegistration } from './contract.state.js';
import { ending } from './ending.evolve.js';
import type { EndingEvent } from './ending.events.js';
import { isOfPerformance, performed } from './performance.evolve.js';

type Later = Exclude<ContractEvent, { readonly type: 'ContractPlanned' }>;

export const evolve = evolution<ContractState, ContractEvent>()({ ContractPlanned: planned }, (state, event) => {
  const after = seen(next(state, event), event);
  // Only what people do keeps a plan from falling idle.
  return event.actor.kind === 'person' ? { ...after, idleSince: dayOf(event.at) } : after;
});

function planned({ data, at }: Recorded<FactOf<ContractEvent, 'ContractPlanned'>>): ContractState {
  return {
    ...data,
    status: 'PLANNED',
    invitations: [],
    invitedSuppliers: [],
    versions: { public: 1, suppliers: [] },
    evaluations: [],
    stated: {},
    signatures: [],
    attempt: 1,
    idleSince: dayOf(at),
  };
}

function next(state: ContractState, event: Recorded<Later>): ContractState {
  if (isOfPerformance(event)) return { ...state, performance: performed(state.performance, event) };
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
      return answered(state, event.data.n, { declined: { at: event.at.toISOString(), reason: event.reason } });
    case 'SupplierChosen': {
      const { step, ...choice } = event.data;
      return { ...state, status: 'NEGOTIATING', choice: { ...choice, reason: event.reason }, step };
    }
    case 'ProposalsEvaluated': {
      const { n, evaluations, step } = event.data;
      return {
        ...state,
        status: 'NEGOTIATING',
        choice: { n, reason: event.reason, comparisonIds: [] },
        evaluations,
        step,
      };
    }
    case 'PreConsultationRecorded':
      return { ...state, preConsultation: event.data };
    case 'TermsStated':
      return { ...state, stated: { ...state.stated, [event.data.party]: event.data.terms } };
    case 'TermsAgreed': {
      const terms = state.stated.INSTITUTION;
      return { ...state, status: 'DRAFTED', ...(terms !== undefined && { terms }), step: event.data.step };
    }
    case 'TermsReopened':
      return reopened(state, event.data.step);
    case 'ContractDrafted':
      return drafted(state, event.data);
    case 'SignatureGiven': {
      const { step, cms, ...given } = event.data;
      const signed = { ...given, by: event.actor.sub, at: event.at.toISOString() };
      const signature = { ...signed, ...(cms !== undefined && { cms }) };
      return { ...state, signatures: [...state.signatures, signature], ...(step !== undefined && { step }) };
    }
    case 'NeedPassed': {
      const { legalBasis, step } = event.data;
      const fallen = state.status === 'SIGNING' ? { ...undrafted(state), status: 'DRAFTED' as const } : state;
      const stated = { ...(legalBasis !== undefined && { legalBasis }), ...(step !== undefined && { step }) };
      return { ...passed(fallen, event.data), ...stated };
    }
    case 'SigningLapsed':
      return { ...state, attempt: event.data.attempt + 1 };
    case 'ContractCancelled': {
      const cancelled = { at: event.at.toISOString(), ...whyOf(event) };
      return { ...withoutPlan(state), status: 'CANCELLED', cancelled };
    }
    default:
      return afterConclusion(state, event);
  }
}

function drafted(state: ContractState, { document, ...draft }: FactOf<ContractEvent, 'ContractDrafted'>['data']) {
  const { terms } = state;
  const made = terms === undefined ? {} : { document: { ...document, terms } };
  return { ...state, status: 'SIGNING' as const, ...draft, ...made };
}

function reopened(state: ContractState, step: Deadline): ContractState {
  const { terms: _, ...kept } = undrafted(state);
  return { ...kept, status: 'NEGOTIATING', stated: {}, step };
}

/** A reservation for a try before it can never conclude: the number of the try rises. */
function undrafted(state: ContractState): ContractState {
  const { deposit: _d, document: _o, securityReview: _s, ...undrawn } = state;
  const { routeWarningAcknowledged: _r, validityWarningAcknowledged: _v, ...kept } = undrawn;
  return { ...kept, signatures: [], attempt: state.attempt + 1 };
}

const passed = (state: ContractState, { former, institution, passedOn }: ContractPassed) => ({
  ...state,
  institution,
  passedFrom: [...(state.passedFrom ?? []), { ...former, until: passedOn }],
});

function afterConclusion(
  state: ContractState,
  event: Recorded<AfterConclusion | EndingEvent | AmendmentEvent | BreachEvent>,
): ContractState {
  switch (event.type) {
    case 'ContractSigned': {
      const { attempt, registration: due } = event.details;
      return {
        ...withoutPlan(state),
        status: 'CONCLUDED',
        concluded: event.data,
        ...(attempt !== undefined && { concludedAttempt: attempt }),
        ...firstYearOf(state, event.data, attempt),
        registration: { status: 'DUE', due },
      };
    }
    case 'ContractPassed':
      return unsigned(passed(state, event.data));
    case 'ContractYearOpened': {
      const { fiscalYear, openedOn } = event.data;
      const opened = { fiscalYear, openedOn, attempt: event.details.attempt };
      return { ...state, yearContracts: [...(state.yearContracts ?? []), opened] };
    }
    case 'ContractStarted':
      return { ...state, status: 'ACTIVE', startedOn: event.data.startedOn, ...event.details };
    case 'RegistrationFellOverdue':
      return { ...state, registration: { ...state.registration, status: 'OVERDUE', ...event.data } };
    case 'RegistrationReminded':
      return withRegistration(state, event.data);
    case 'UsageRegistered':
      return registeredAs(state, { status: 'REGISTERED', ...registered(event.data) });
    case 'UsageCorrected': {
      const { correctionNo: corrections, correctedOn } = event.data;
      return registeredAs(state, { status: 'CORRECTED', corrections, correctedOn, ...registered(event.data) });
    }
    case 'UsageCertificateIssued':
      return { ...state, certificates: [...(state.certificates ?? []), event.data] };
    case 'AmendmentProposed':
    case 'AmendmentSigned':
    case 'AmendmentDeclined':
    case 'ContractAmended':
      return amending(state, event);
    case 'BreachReported':
    case 'BreachAnswered':
    case 'BreachUnanswered':
    case 'BreachDecided':
    case 'BreachCorrected':
      return breaching(state, event);
    default:
      return ending(state, event);
  }
}

/** The first year of a multi-year contract is concluded with it. */
function firstYearOf(
  { attempt: current }: ContractState,
  { firstYear, concludedOn }: FactOf<ContractEvent, 'ContractSigned'>['data'],
  attempt = current,
): Pick<ContractState, 'yearContracts'> {
  if (firstYear === undefined) return {};
  return { yearContracts: [{ fiscalYear: firstYear.fiscalYear, openedOn: concludedOn, attempt }] };
}

function withRegistration(state: ContractState, change: Partial<UsageRegistration>): ContractState {
  const { registration } = state;
  return registration === undefined ? state : { ...state, registration: { ...registration, ...change } };
}

/** A form is stated whole: a topic that a correction leaves out is gone. */
function registeredAs(state: ContractState, change: Partial<UsageRegistration>): ContractState {
  const { registration } = state;
  if (registration === undefined) return state;
  const { useTopic: _, ...others } = registration;
  return { ...state, registration: { ...others, ...change } };
}

const registered = ({
  registeredOn,
  projectName,
  actualUser,
  userType,
  useTopic,
  supportProgramme,
}: UsageRegistered): Partial<UsageRegistration> => ({
  registeredOn,
  projectName,
  actualUser,
  userType,
  ...(useTopic !== undefined && { useTopic }),
  supportProgramme,
});

/**
 * Raises the versions of those who see what the event did: a rival's offer is seen by its supplier alone. Members of a
 * consortium know the contract once its offer is chosen.
 */
function seen(state: ContractState, event: Recorded<Later>): ContractState {
  const sees = suppliersSeeing(state, event);
  const { public: publicly, suppliers } = state.versions;
  const known = [...new Set([...state.invitedSuppliers, ...supplierNumbersOf(state)])].map((businessNumber) => ({
    businessNumber,
    version: suppliers.find((one) => one.businessNumber === businessNumber)?.version ?? 0,
  }));
  return {
    ...state,
    versions: {
      public: sees === 'all' ? publicly + 1 : publicly,
      suppliers: known.map(({ businessNumber, version }) => ({
        businessNumber,
        version: sees === 'all' || sees.includes(businessNumber) ? version + 1 : version,
      })),
    },
  };
}

function suppliersSeeing(state: ContractState, event: Recorded<Later>): readonly string[] | 'all' {
  if (isOfPerformance(event)) return supplierNumbersOf(state);
  switch (event.type) {
    case 'QuotesRequested':
    case 'ProposalsRequested':
      return businessNumbers(event.data.invitations);
    case 'QuoteSubmitted':
    case 'ProposalSubmitted':
    case 'RequestDeclined':
      return businessNumbers(state.invitations.filter((one) => one.n === event.data.n));
    case 'PreConsultationRecorded':
      return [];
    case 'TermsStated':
    case 'TermsAgreed':
    case 'TermsReopened':
    case 'ContractDrafted':
    case 'SignatureGiven':
    case 'SigningLapsed':
    case 'EndDutiesBegan':
    case 'EndNoticeGiven':
    case 'UsageCertificateIssued':
    case 'DataReturned':
    case 'DataDestroyed':
    case 'TerminationReviewOpened':
    case 'ContractKept':
    case 'TerminationStated':
    case 'TerminationNoticed':
    case 'DepositForfeited':
    case 'AmendmentProposed':
    case 'AmendmentSigned':
    case 'AmendmentDeclined':
    case 'BreachReported':
    case 'BreachAnswered':
    case 'BreachUnanswered':
    case 'BreachDecided':
    case 'BreachCorrected':
      return supplierNumbersOf(state);
    default:
      return 'all';
  }
}

const businessNumbers = (invitations: readonly Invitation[]): readonly string[] =>
  invitations.map(({ supplier }) => supplier.businessNumber);

const answered = (state: ContractState, n: number, answer: Partial<Invitation>): ContractState => ({
  ...state,
  invitations: state.invitations.map((one) => (one.n === n ? { ...one, ...answer } : one)),
});

function withoutPlan({ step: _, leadTimeAlarm: _l, ...state }: ContractState): ContractState {
  return state;
}

export const contractMachine: StatusMachine<ContractState> = {
  name: 'contract',
  statusesOf: ({ status }) => ({ '': status }),
  edges: {
    ContractPlanned: { NEW: 'PLANNED' },
    QuotesRequested: { PLANNED: 'QUOTING' },
    ProposalsRequested: { PLANNED: 'QUOTING' },
    SupplierChosen: { QUOTING: 'NEGOTIATING' },
    ProposalsEvaluated: { QUOTING: 'NEGOTIATING' },
    TermsAgreed: { NEGOTIATING: 'DRAFTED' },
    NeedPassed: { SIGNING: 'DRAFTED' },
    TermsReopened: { DRAFTED: 'NEGOTIATING', SIGNING: 'NEGOTIATING' },
    ContractDrafted: { DRAFTED: 'SIGNING' },
    // From a plan at once: a contract that was concluded before this system.
    ContractSigned: { SIGNING: 'CONCLUDED', PLANNED: 'CONCLUDED' },
    ContractStarted: { CONCLUDED: 'ACTIVE' },
    ContractCancelled: {
      PLANNED: 'CANCELLED',
      QUOTING: 'CANCELLED',
      NEGOTIATING: 'CANCELLED',
      DRAFTED: 'CANCELLED',
      SIGNING: 'CANCELLED',
    },
    ContractCompleted: { ACTIVE: 'COMPLETED' },
    ContractTerminated: { ACTIVE: 'TERMINATED' },
    ContractRescinded: { CONCLUDED: 'RESCINDED' },
  },
};
