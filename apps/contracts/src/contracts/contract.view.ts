import { Type, type Static } from 'typebox';
import {
  CONTRACT_METHODS,
  ContractFacts,
  ContractLine,
  INSTITUTION_TYPES,
  InstitutionFacts,
  PROCUREMENT_ROUTES,
} from '#common/events/definitions/contract-facts.js';
import {
  BillingModel,
  BusinessNumber,
  DayText,
  Grade,
  Id,
  Instant,
  Network,
  NisVerification,
  SupplierFacts,
  WonAmount,
} from '#common/events/definitions/shapes.js';
import { DeadlineView } from '#common/http/deadline.view.js';
import { paperFields, signatureFields } from '#common/http/paper.view.js';
import { whyFields } from '#common/http/why.view.js';
import { amendmentFields } from './amendment.views.js';
import { YearView } from './year.view.js';
import { CONTRACT_STATUSES, PRE_CONSULTATION_KINDS, PRICE_FORMS } from './domain/contract.state.js';
import { BreachView } from './breach.view.js';
import { DATA_RETURNS, TERMINATION_GROUNDS } from './domain/ending.state.js';
import { BILLING_CYCLES } from './domain/performance.state.js';
import { LEAD_TIME_STANDINGS } from './domain/timing.js';
import { ConsortiumView } from './consortium.view.js';
import { endNoticeFields, settlementFields } from './ending.views.js';
import { IncidentView } from './incident.view.js';
import { PerformanceView } from './performance.view.js';

const PeriodView = Type.Object({ from: DayText, to: DayText });

/** The need as suppliers see it: what is wanted, not what it may cost. */
const RequestedView = Type.Object({
  projectName: Type.String(),
  sensitivity: Grade,
  networks: Type.Array(Network),
  period: PeriodView,
});

const NeedView = Type.Object({
  ...RequestedView.properties,
  budgetAmount: WonAmount,
  fundingSource: Type.String(),
  fiscalYear: Type.Integer(),
  informationProject: Type.Optional(Type.Boolean()),
  successorOf: Type.Optional(Id),
});

const PreConsultationView = Type.Object({
  kind: Type.Enum(PRE_CONSULTATION_KINDS),
  referenceNo: Type.String(),
  decidedOn: DayText,
});

const OfferView = Type.Object({
  listingVersion: Type.Integer(),
  lines: Type.Array(ContractLine),
  amount: WonAmount,
  note: Type.Optional(Type.String()),
  consortium: Type.Optional(ConsortiumView),
  submittedAt: Instant,
  validTo: DayText,
});

/** `ARRIVED`: an offer is there but sealed until its due time. */
const RequestView = Type.Object({
  n: Type.Integer(),
  listingId: Id,
  listingNo: Type.String(),
  listingVersion: Type.Integer(),
  serviceName: Type.String(),
  supplier: SupplierFacts,
  due: DeadlineView,
  answer: Type.Enum(['OPEN', 'NONE', 'ARRIVED', 'OFFERED', 'DECLINED']),
  offer: Type.Optional(OfferView),
  declineReason: Type.Optional(Type.String()),
});

const TermsView = Type.Object({
  lines: Type.Array(ContractLine),
  amount: WonAmount,
  period: PeriodView,
  sla: Type.String(),
  billingModel: BillingModel,
  billingCycle: Type.Optional(Type.Enum(BILLING_CYCLES)),
  cap: Type.Optional(WonAmount),
  priceForm: Type.Optional(Type.Enum(PRICE_FORMS)),
  largestOrder: Type.Optional(Type.Array(Type.Object({ priceCode: Type.String(), quantity: Type.Integer() }))),
  years: Type.Array(YearView),
  multiYear: Type.Optional(Type.Literal(true)),
  endOfContractData: Type.String(),
});

const DepositView = Type.Object({
  kind: Type.Enum(['DEPOSIT', 'WAIVER']),
  amount: Type.Optional(WonAmount),
  ground: Type.Optional(Type.Enum(['SMALL_AMOUNT', 'LEGAL_EXEMPTION'])),
  note: Type.Optional(Type.String()),
});

const SignatureView = Type.Object({
  party: Type.Enum(['INSTITUTION', 'SUPPLIER']),
  member: Type.Optional(BusinessNumber),
  act: Type.Enum(['SIGNATURE', 'DELIVERY_ORDER', 'CONFIRMATION']),
  at: Instant,
  ...signatureFields,
});

const RegistrationView = Type.Object({
  status: Type.Enum(['DUE', 'OVERDUE', 'REGISTERED', 'CORRECTED']),
  dueAt: Instant,
  overdue: Type.Boolean(),
  registeredOn: Type.Optional(DayText),
  projectName: Type.Optional(Type.String()),
  actualUser: Type.Optional(Type.String()),
  userType: Type.Optional(Type.Enum(INSTITUTION_TYPES)),
  useTopic: Type.Optional(Type.String()),
  supportProgramme: Type.Optional(Type.Boolean()),
  corrections: Type.Optional(Type.Integer({ minimum: 1 })),
  correctedOn: Type.Optional(DayText),
});

/** From the need to the conclusion, or to today; in business days. */
const LeadTimeView = Type.Object({
  businessDays: Type.Integer({ minimum: 0 }),
  targetOn: DayText,
  alarmOn: DayText,
  standing: Type.Enum(LEAD_TIME_STANDINGS),
});

/** With the code anyone can check it. */
const CertificateView = Type.Object({ no: Type.Integer({ minimum: 1 }), code: Type.String(), issuedOn: DayText });

/** The end, as its parties see it. */
const TerminationView = Type.Object({
  by: Type.Enum(['INSTITUTION', 'SUPPLIER']),
  ground: Type.Enum(TERMINATION_GROUNDS),
  reason: Type.String(),
  effectiveOn: DayText,
  usedAmount: WonAmount,
});

const ConfirmedView = { at: Instant, note: Type.Optional(Type.String()), evidence: Type.Optional(Type.String()) };

/** A contract as its reader may see it; what is not for the reader is absent. */
export const ContractView = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    self: Type.String(),
    status: Type.Enum(CONTRACT_STATUSES),
    method: Type.Enum(CONTRACT_METHODS),
    route: Type.Enum(PROCUREMENT_ROUTES),
    institution: InstitutionFacts,
    /** Institutions that had it until they were merged, the first one first; the conclusion names who signed it. */
    passedFrom: Type.Optional(Type.Array(Type.Object({ code: Type.String(), name: Type.String(), until: DayText }))),
    legalBasis: Type.Optional(Type.String()),
    neededOn: Type.Optional(DayText),
    leadTime: Type.Optional(LeadTimeView),
    need: Type.Optional(NeedView),
    preConsultation: Type.Optional(PreConsultationView),
    requested: Type.Optional(RequestedView),
    requests: Type.Optional(Type.Array(RequestView)),
    choice: Type.Optional(
      Type.Object({ requestNo: Type.Integer(), reason: Type.String(), comparisonIds: Type.Array(Id) }),
    ),
    evaluations: Type.Optional(
      Type.Array(Type.Object({ requestNo: Type.Integer(), score: Type.Number(), reason: Type.String() })),
    ),
    stated: Type.Optional(Type.Object({ INSTITUTION: Type.Optional(TermsView), SUPPLIER: Type.Optional(TermsView) })),
    terms: Type.Optional(TermsView),
    /** Of a joint contract, with the shares of the terms that hold, or of the offer before. */
    consortium: Type.Optional(ConsortiumView),
    deposit: Type.Optional(DepositView),
    document: Type.Optional(Type.Object(paperFields)),
    securityReview: Type.Optional(Type.Array(NisVerification)),
    routeWarningAcknowledged: Type.Optional(Type.Boolean()),
    validityWarningAcknowledged: Type.Optional(Type.Boolean()),
    signatures: Type.Optional(Type.Array(SignatureView)),
    concluded: Type.Optional(ContractFacts),
    /** Of a multi-year contract: the years that are open. */
    yearContracts: Type.Optional(Type.Array(Type.Object({ fiscalYear: Type.Integer(), openedOn: DayText }))),
    startedOn: Type.Optional(DayText),
    ...amendmentFields,
    successor: Type.Optional(
      Type.Object(
        { contractId: Id, contractNo: Type.String(), startsOn: DayText },
        { description: 'The contract that follows this one' },
      ),
    ),
    ended: Type.Optional(
      Type.Object({
        on: DayText,
        settledAmount: Type.Optional(WonAmount),
        settledOn: Type.Optional(DayText),
        inspectedOn: Type.Optional(DayText),
        reason: Type.Optional(Type.String()),
      }),
    ),
    terminationReview: Type.Optional(
      Type.Object({ status: Type.Enum(['OPEN', 'KEPT']), cancelledOn: DayText, reason: Type.Optional(Type.String()) }),
    ),
    terminationStated: Type.Optional(TerminationView),
    termination: Type.Optional(TerminationView),
    ...endNoticeFields,
    ...settlementFields,
    dataReturned: Type.Optional(Type.Object({ outcome: Type.Enum(DATA_RETURNS), ...ConfirmedView })),
    dataDestroyed: Type.Optional(Type.Object(ConfirmedView)),
    registration: Type.Optional(RegistrationView),
    certificates: Type.Optional(Type.Array(CertificateView)),
    performance: Type.Optional(PerformanceView),
    incidents: Type.Optional(Type.Array(IncidentView)),
    breaches: Type.Optional(Type.Array(BreachView)),
    cancelled: Type.Optional(Type.Object({ at: Instant, ...whyFields })),
    deadlines: Type.Array(DeadlineView),
  },
  { $id: 'Contract' },
);
export type ContractView = Static<typeof ContractView>;
export type RequestView = Static<typeof RequestView>;
export type TermsView = Static<typeof TermsView>;
