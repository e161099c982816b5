import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import {
  Certificate,
  CreditRating,
  DocumentFact,
  PriceLine,
  ServiceProfile,
  SupplierFacts,
} from '#common/events/definitions/shapes.js';
import { DeadlineView, deadlineView } from '#common/http/deadline.view.js';
import { CodeTextView } from '#common/http/why.view.js';
import { applicantPseudonym } from '#common/kernel/applicant-pseudonym.js';
import { GROUND_TEXTS } from '#common/kernel/cancellation-grounds.js';
import { reasonTexts } from '#common/kernel/finding-reasons.js';
import { COMPUTED_RESULTS, FINDING_CODES, type ComputedFinding } from './domain/computing-findings.js';
import { FINDING_TEXTS } from './finding-texts.js';
import { hasAccess, phaseOf } from './domain/case.rules.js';
import {
  CANCELLATION_GROUNDS,
  CASE_STATUSES,
  CONFLICT_GROUNDS,
  CRITERIA,
  DECISIONS,
  FINDINGS,
  RECOMMENDATIONS,
  type Cancellation,
  type CancellationGround,
  type CaseState,
  type CriterionFinding,
  type PendingRevote,
} from './domain/case.state.js';

const Instant = Type.String({ format: 'date-time' });

const Day = Type.String({ format: 'date' });

const GroundView = Type.Object({ code: Type.Enum(CANCELLATION_GROUNDS), ko: Type.String(), en: Type.String() });

const ApplicantView = Type.Object({
  businessNumber: Type.Optional({
    ...SupplierFacts.properties.businessNumber,
    description: 'Not for examiners where the policy hides who applied; `name` is a pseudonym then',
  }),
  name: SupplierFacts.properties.name,
  size: SupplierFacts.properties.size,
});

const DeclarationView = Type.Object({
  examinerId: Type.String(),
  ground: Type.Enum(CONFLICT_GROUNDS),
  note: Type.Optional(Type.String()),
  at: Instant,
});
type DeclarationView = Static<typeof DeclarationView>;

const ExaminationView = Type.Object({
  /** For the secretary, the chair and the author only. */
  examinerId: Type.Optional(Type.String()),
  findings: Type.Array(
    Type.Object({
      criterion: Type.Enum(CRITERIA),
      finding: Type.Enum(FINDINGS),
      reasons: Type.Optional(Type.Array(CodeTextView, { description: 'Of the criterion' })),
      comment: Type.Optional(Type.String()),
    }),
  ),
  recommendation: Type.Enum(RECOMMENDATIONS),
  comment: Type.String(),
  submittedAt: Instant,
});
type ExaminationView = Static<typeof ExaminationView>;

/** A review case, as far as its reader may know it; the papers only for those whom access was granted. */
export const CaseView = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    self: Type.String(),
    status: Type.Enum(CASE_STATUSES),
    applicationId: Type.String(),
    openedAt: Instant,
    serviceName: Type.String(),
    supplierName: Type.String(),
    papers: Type.Optional(
      Type.Object({
        applicationVersion: Type.Integer(),
        acceptedOn: Type.String({ format: 'date' }),
        supplier: ApplicantView,
        service: ServiceProfile,
        prices: Type.Array(PriceLine),
        certificates: Type.Array(Certificate),
        creditRating: Type.Optional(CreditRating),
        documents: Type.Array(DocumentFact),
        reapplication: Type.Optional(Type.Object({ applicationId: Type.String(), whatChanged: Type.String() })),
      }),
    ),
    computedFindings: Type.Optional(
      Type.Array(
        Type.Object({
          criterion: Type.Enum(CRITERIA),
          result: Type.Enum(COMPUTED_RESULTS),
          code: Type.Enum(FINDING_CODES),
          ko: Type.String(),
          en: Type.String(),
          about: Type.Optional(Type.String({ description: 'The grade, the infrastructure, or the type of document' })),
          basis: Type.String(),
        }),
        { description: 'What can be computed on the criteria as of today; it decides nothing. While the case is open' },
      ),
    ),
    invited: Type.Optional(Type.Array(Type.String())),
    links: Type.Optional(
      Type.Array(Type.Object({ person: Type.String(), foundAt: Instant }), {
        description: 'People whose token names the applicant as their organisation',
      }),
    ),
    declarations: Type.Array(DeclarationView),
    examiners: Type.Optional(Type.Array(Type.String())),
    replacedExaminers: Type.Optional(
      Type.Array(Type.Object({ examinerId: Type.String(), at: Instant }), {
        description: 'Replaced by the secretary; their texts do not count',
      }),
    ),
    /** Examiners without a text yet. */
    awaitedExaminers: Type.Optional(Type.Array(Type.String())),
    examinationPhase: Type.Optional(
      Type.Enum(['OPENED', 'EXPERT_ASSIGNED', 'EXPERT_DONE'], {
        description: 'Where the examination stands, on an agenda as well; absent once decided or closed',
      }),
    ),
    examinersAssigned: Type.Integer(),
    examinationsDone: Type.Integer(),
    examinations: Type.Array(ExaminationView),
    agenda: Type.Optional(Type.Object({ sessionNo: Type.Integer(), item: Type.Integer() })),
    debarments: Type.Optional(
      Type.Array(
        Type.Object({
          no: Type.Integer(),
          from: Type.String({ format: 'date' }),
          to: Type.String({ format: 'date' }),
          ground: Type.String(),
          freeFrom: Type.Optional(
            Type.String({ format: 'date', description: 'Lifted: it no longer holds from here on' }),
          ),
        }),
        { description: 'Debarments of the supplier (부정당업자 제재), ended ones included; not in lists' },
      ),
    ),
    deferrals: Type.Integer(),
    deferral: Type.Optional(
      Type.Object({
        sessionNo: Type.Integer(),
        answerDueOn: Type.String({ format: 'date' }),
        answeredAt: Type.Optional(Instant),
      }),
    ),
    decision: Type.Optional(
      Type.Object({
        outcome: Type.Enum(DECISIONS),
        sessionNo: Type.Integer(),
        on: Type.String({ format: 'date' }),
        confirmedIn: Type.Optional(
          Type.Integer({ description: 'The session whose re-vote had the same result (R-45)' }),
        ),
      }),
    ),
    revote: Type.Optional(
      Type.Object(
        {
          sessionNo: Type.Integer(),
          excluded: Type.Optional(
            Type.Array(Type.Object({ memberId: Type.String(), ground: Type.Enum(CONFLICT_GROUNDS) }), {
              description: 'For those who see names',
            }),
          ),
        },
        { description: 'The committee is to vote again on what that session decided (재의결, R-45)' },
      ),
    ),
    objection: Type.Optional(
      Type.Object(
        { objectionId: Type.String(), sessionNo: Type.Integer(), filedOn: Day },
        { description: 'To the refusal of that session, not answered yet (R-44)' },
      ),
    ),
    suspension: Type.Optional(
      Type.Object(
        { since: Day, cause: Type.String(), curableUntil: Day, lasted: Type.Optional(Type.Literal(true)) },
        { description: 'Of its listing; `lasted` when it was not cured by that day (§11.3)' },
      ),
    ),
    cancellation: Type.Optional(
      Type.Object(
        {
          grounds: Type.Array(GroundView),
          reason: Type.String(),
          hearing: Type.Object({ on: Day, time: Type.String(), place: Type.String(), noticedOn: Day }),
          held: Type.Optional(Type.Object({ on: Day, attended: Type.Boolean(), record: Type.Optional(Type.String()) })),
          decided: Type.Optional(
            Type.Object({
              decision: Type.Enum(['CANCELLED', 'KEPT']),
              on: Day,
              grounds: Type.Array(GroundView),
              number: Type.String(),
              reason: Type.String(),
            }),
          ),
        },
        { description: 'Of the selection (A-14); for the secretary, the ministry and the auditor' },
      ),
    ),
    withdrawalPending: Type.Boolean(),
    deadlines: Type.Array(DeadlineView),
  },
  { $id: 'Case' },
);
export type CaseView = Static<typeof CaseView>;

/** Where the reader stands to the case (docs/interfaces.md, "Who sees what"). */
export interface CaseReader {
  readonly sub: string;
  readonly now: Date;
  /** Of the applicant's own organisation: no papers, whatever was declared. */
  readonly isLinked: boolean;
  /** SECRETARY, AUDITOR, and after their own clear declaration CHAIR and acting chair: names, declarations. */
  readonly seesNames: boolean;
  readonly findings: readonly ComputedFinding[];
  /** An examiner, where the policy hides who applied. */
  readonly hidesApplicant: boolean;
  /** SECRETARY, MINISTRY, AUDITOR, none of them of the applicant: how its selection is being cancelled. */
  readonly seesCancellation: boolean;
}

export function caseView({ id, version, state }: Snapshot<CaseState>, reader: CaseReader): CaseView {
  const { status, applicationId, openedAt, submission, agenda, deferrals, decision, withdrawalPending } = state;
  const { deferral } = state;
  const phase = phaseOf(state);
  const applicant = applicantOf(state, reader);
  const seesPapers = reader.seesNames || (hasAccess(state, reader.sub) && !reader.isLinked);
  return {
    id,
    version,
    self: `/v1/cases/${id}`,
    status,
    applicationId,
    openedAt,
    serviceName: submission.service.name,
    supplierName: applicant.name,
    ...(seesPapers && { papers: papersOf(state, applicant) }),
    ...(seesPapers && phase !== undefined && { computedFindings: findingViews(reader.findings) }),
    ...(reader.seesNames && { invited: [...state.invited], links: [...(state.links ?? [])] }),
    declarations: declarationViews(state, reader),
    ...(reader.seesNames && namesOf(state)),
    ...(phase !== undefined && { examinationPhase: phase }),
    examinersAssigned: state.examiners.length,
    examinationsDone: state.examinations.length,
    examinations: examinationViews(state, reader),
    ...(agenda !== undefined && { agenda }),
    deferrals,
    ...(deferral !== undefined && { deferral }),
    ...(decision !== undefined && { decision }),
    ...(state.revote !== undefined && { revote: revoteView(state.revote, reader) }),
    ...(state.objection !== undefined && { objection: state.objection }),
    ...(state.suspension !== undefined && { suspension: state.suspension }),
    ...(reader.seesCancellation && state.cancellation && { cancellation: cancellationView(state.cancellation) }),
    withdrawalPending,
    deadlines: state.deadlines.map((deadline) => deadlineView(deadline, reader.now)),
  };
}

const revoteView = ({ sessionNo, excluded }: PendingRevote, { seesNames }: CaseReader) => ({
  sessionNo,
  ...(seesNames && { excluded: [...excluded] }),
});

const findingViews = (findings: readonly ComputedFinding[]) =>
  findings.map((one) => ({ ...one, ...FINDING_TEXTS[one.code], basis: 'A-10' }));

const groundViews = (grounds: readonly CancellationGround[]) =>
  grounds.map((code) => ({ code, ...GROUND_TEXTS[code] }));

const cancellationView = ({ grounds, reason, hearing, held, decided }: Cancellation) => ({
  grounds: groundViews(grounds),
  reason,
  hearing,
  ...(held !== undefined && {
    held: { on: held.on, attended: held.attended, ...(held.record !== null && { record: held.record }) },
  }),
  ...(decided !== undefined && { decided: { ...decided, grounds: groundViews(decided.grounds) } }),
});

const namesOf = ({ examiners, examinations, replaced = [] }: CaseState) => ({
  examiners: [...examiners],
  awaitedExaminers: examiners.filter((one) => !examinations.some(({ examinerId }) => examinerId === one)),
  ...(replaced.length > 0 && { replacedExaminers: [...replaced] }),
});

/** Of a hidden applicant the size is left, which the criteria may need. */
function applicantOf(
  { applicationId, submission: { supplier } }: CaseState,
  { hidesApplicant }: CaseReader,
): Static<typeof ApplicantView> {
  return hidesApplicant ? { name: applicantPseudonym(applicationId), size: supplier.size } : supplier;
}

const papersOf = ({ submission }: CaseState, supplier: Static<typeof ApplicantView>) => ({
  ...submission,
  supplier,
  prices: [...submission.prices],
  certificates: [...submission.certificates],
  documents: [...submission.documents],
});

const declarationViews = ({ declarations }: CaseState, { sub, seesNames }: CaseReader): DeclarationView[] =>
  declarations
    .filter(({ examinerId }) => seesNames || examinerId === sub)
    .map(({ note, ...declaration }) => ({ ...declaration, ...(note != null && { note }) }));

const findingOf = ({ reasons, ...finding }: CriterionFinding) => ({
  ...finding,
  ...(reasons !== undefined && { reasons: reasonTexts(finding.criterion, reasons) }),
});

/** A text is its author's alone until all examiners are done; members read it without the name. */
function examinationViews(state: CaseState, reader: CaseReader): ExaminationView[] {
  const complete = state.examiners.length > 0 && state.examinations.length >= state.examiners.length;
  const member = state.access.some(({ person, as }) => person === reader.sub && as === 'MEMBER');
  return state.examinations.flatMap(({ examinerId, findings, ...text }) => {
    const own = examinerId === reader.sub;
    if (reader.isLinked || (!own && !(complete && (reader.seesNames || member)))) return [];
    return [{ ...(own || reader.seesNames ? { examinerId } : {}), findings: findings.map(findingOf), ...text }];
  });
}
