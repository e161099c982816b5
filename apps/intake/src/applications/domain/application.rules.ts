import type { ServiceProfile } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { addYears, endOfDay, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { ensure, wrongState, type FieldError } from '#common/kernel/errors.js';
import type { Person } from '#common/kernel/actor.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import { uncoveredOn } from '#common/kernel/cover.js';
import { foldedName } from '#common/kernel/names/folding.js';
import { own } from '#common/kernel/own.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import { ensureOfficerNotLinked } from '#common/kernel/responsible-officer.js';
import type { RefusalCode } from '#common/kernel/refusal-codes.js';
import { submissionFaults, type AnswerFault } from '../../question-sets/domain/answering.js';
import type { Questionnaire } from '../../question-sets/domain/question-sets.js';
import { outOfDate, pointerOf } from './document-places.js';
import { validOn } from '#common/kernel/validity.js';
import { formFaults } from './form.rules.js';
import { isLiveObjection, type ApplicationState, type ApplicationStatus } from './application.state.js';

/** @throws Refusal 409 with this code unless the application has one of these statuses */
export function ensureStatus(
  { status }: ApplicationState,
  code: RefusalCode,
  ...allowed: readonly ApplicationStatus[]
): void {
  ensure(allowed.includes(status), () =>
    wrongState(code, `The application is ${status}; this is possible while it is ${allowed.join(' or ')}.`),
  );
}

/** The token of an officer names the supplier as their organisation. */
export const isLinked = ({ supplier }: ApplicationState, { org }: { readonly org?: string }): boolean =>
  org !== undefined && org === supplier.businessNumber;

/** A draft that was abandoned never was; what was submitted stays so. */
export const wasSubmitted = ({ status, submittedOn }: ApplicationState): boolean =>
  status !== 'DRAFT' && submittedOn !== undefined;

/** Who acts, as their token says. */
export type Acting = Pick<Person, 'sub' | 'org'>;

/** Whether this person has worked on the papers for the supplier. */
export const isAuthor = ({ authors = [] }: ApplicationState, sub: string): boolean => authors.includes(sub);

/**
 * An act of an officer, of whom the token may say more than the officer does. Four eyes: nobody decides on papers that
 * they have worked on for the supplier, whichever token they come with.
 * @throws Refusal 422 OFFICER_LINKED, 403 OWN_WORK
 */
export const byOfficer =
  <M, E>(officer: Acting, decide: (application: ApplicationState, moment: M) => E) =>
  (application: ApplicationState, moment: M): E => {
    ensureOfficerNotLinked(isLinked(application, officer), 'application');
    ensureWorkOfOthers(officer.sub, application.authors ?? [], 'The papers of the application');
    return decide(application, moment);
  };

/**
 * A decision of the responsible officer, who has declared to have no tie to the supplier.
 * @throws Refusal 422 OFFICER_LINKED, 403 OWN_WORK, 409 OFFICER_UNDECLARED
 */
export const byResponsible = <M, E>(
  officer: Acting,
  decide: (application: ApplicationState, moment: M) => E,
): ((application: ApplicationState, moment: M) => E) =>
  byOfficer(officer, (application, moment: M) => {
    ensure(application.officer?.hasDeclared !== false, () =>
      wrongState(
        'OFFICER_UNDECLARED',
        'The application was handed to this officer: take it over first, declaring to have no tie to the supplier.',
      ),
    );
    return decide(application, moment);
  });

/** What was submitted is what is checked. @throws Refusal 409 APPLICATION_NOT_DRAFT */
export function ensureDraft(application: ApplicationState): void {
  ensure(application.status === 'DRAFT', () =>
    wrongState(
      'APPLICATION_NOT_DRAFT',
      `The application is ${application.status}; only a draft can be changed or submitted.`,
    ),
  );
}

/** Document types that may be attached to an application of this kind. */
export function documentTypes(policy: PolicyValues, kind: string) {
  const rows = Object.entries(policy['intake.documents']);
  const named = (mark: 'R' | 'O') => rows.filter(([, byKind]) => own(byKind, kind) === mark).map(([type]) => type);
  return { required: named('R'), optional: named('O') };
}

export const SERVICE_FIELDS: readonly (keyof ServiceProfile)[] = [
  'subtype',
  'categories',
  'technologies',
  'networks',
  'deployment',
  'infrastructureProviders',
  'summary',
  'specification',
  'sla',
];

const missing = (pointer: string, detail: string): FieldError => ({ pointer, code: 'FIELD_MISSING', detail });

type Form = Pick<ApplicationState, 'service' | 'prices' | 'certificates' | 'creditRating'>;

/**
 * What lacks a security certificate valid today, where its kind of service needs one: names of infrastructures,
 * each of which needs its own, or an empty name for a service that names none. A certificate that names no
 * infrastructure is that of the only one.
 */
export function uncertified(
  { service, certificates }: Pick<Form, 'service' | 'certificates'>,
  { today, policy }: Moment,
): readonly string[] {
  if (!policy['services.certificateRequired'].includes(service.kind)) return [];
  return uncoveredOn({ infrastructureProviders: service.infrastructureProviders ?? [], certificates }, today);
}

/** Whether the credit rating is valid today; submission and acceptance both need it (§2.4). */
export const isRated = ({ creditRating }: Pick<Form, 'creditRating'>, { today }: Moment): boolean =>
  creditRating !== undefined && validOn(creditRating, today);

/** What a form lacks for a submission today. */
export function whatFormLacks(form: Form, moment: Moment): readonly FieldError[] {
  const { service, prices } = form;
  return [
    ...SERVICE_FIELDS.filter((field) => service[field] === undefined).map((field) =>
      missing(`/service/${field}`, 'is needed for the submission'),
    ),
    ...(prices.length === 0 ? [missing('/prices', 'at least one price line is needed')] : []),
    ...uncertified(form, moment).map((infrastructure) =>
      missing('/certificates', `a security certificate valid today is needed${of(infrastructure)} (A-01)`),
    ),
    ...(isRated(form, moment)
      ? []
      : [missing('/creditRating', 'a credit rating valid on the day of submission is needed')]),
  ];
}

export const of = (infrastructure: string): string => (infrastructure === '' ? '' : ` for ${infrastructure}`);

/** One thing that stands in the way; that of an answer names its question. */
export type Obstacle = FieldError & Partial<Pick<AnswerFault, 'question' | 'label'>>;

/**
 * Everything that stands in the way of a submission; empty when it is complete (§11.1, A-01, A-03).
 * @param questionnaire that the answers are held to
 */
export function whatIsMissing(
  application: ApplicationState,
  moment: Moment,
  questionnaire: Questionnaire,
): readonly Obstacle[] {
  const { service, documents } = application;
  const types = documentTypes(moment.policy, service.kind).required.filter(
    (type) => own(documents, type) === undefined || own(documents, type)?.erased !== undefined,
  );
  return [
    ...formFaults(application, moment),
    ...whatFormLacks(application, moment),
    ...submissionFaults(questionnaire, service.specification),
    ...outOfDate(application, moment),
    ...types.map((type) => ({
      pointer: pointerOf(type),
      code: 'DOCUMENT_MISSING',
      detail: 'this document is required (A-03)',
    })),
  ];
}

/** The bytes it keeps, those of replaced documents included; what comes from the vault counts there. */
export const keptBytes = ({ files }: Pick<ApplicationState, 'files'>): number =>
  files.reduce((bytes, file) => bytes + (file.reference === undefined ? file.bytes : 0), 0);

/** What would be kept without the file that another one in its place replaces. */
export const bytesWithout = ({ status, files }: ApplicationState, place: string): number =>
  keptBytes({ files: status === 'DRAFT' ? files.filter((file) => file.documentType !== place) : files });

/** The end of the period for which papers are kept after an end without selection today. */
export const papersKeptUntil = ({ today, policy }: Moment): Day => addYears(today, policy['intake.papersKeptYears']);

/** Each draft of a supplier takes one of its numbers; two cannot take the same one. */
export const draftKey = ({ supplier, draftNo }: Pick<ApplicationState, 'supplier' | 'draftNo'>): string =>
  `draft:${supplier.businessNumber}:${draftNo}`;

/** One service of one supplier, however its name is typed. */
export const serviceKey = ({ supplier, service }: ApplicationState): string =>
  `live:${supplier.businessNumber}:${foldedName(service.name)}`;

/** What stands for its service: a selection until it ends, an objection until it is answered. */
const LIVE = new Set([
  'SUBMITTED',
  'CHECKING',
  'SUPPLEMENT_REQUESTED',
  'ACCEPTED',
  'UNDER_REVIEW',
  'DEFERRED',
  'SELECTED',
]);
export const isLive = ({ status, objections = [], selectionEnd, revote, yields }: ApplicationState): boolean => {
  if (yields || revote?.yields) return false;
  const isSelectionOver = status === 'SELECTED' && selectionEnd !== undefined;
  return (LIVE.has(status) && !isSelectionOver) || revote !== undefined || objections.some(isLiveObjection);
};

/** Review has it, or is to decide on it. */
export const isWithReview = ({ status }: ApplicationState): boolean =>
  status === 'ACCEPTED' || status === 'UNDER_REVIEW' || status === 'DEFERRED';

/** Deadlines that act by themselves. Others are duties of office: late, but still possible, so nothing ends them. */
const TIMED = ['DRAFT_KEPT', 'SUPPLEMENT'];

/** When a timer has something to do. */
export function applicationDueAt(application: ApplicationState): Date | undefined {
  const { papersErased, deadlines, progressNoticeAt } = application;
  const day = papersGoAfter(application);
  if (day !== undefined) return papersErased ? undefined : endOfDay(day);
  const timed = deadlines.filter(({ key }) => TIMED.includes(key)).map(({ dueAt }) => dueAt);
  const first = [...timed, ...(progressNoticeAt === undefined ? [] : [progressNoticeAt])].sort()[0];
  return first === undefined ? undefined : new Date(first);
}

/** The deadline of this key, if it is open. */
export const openDeadline = ({ deadlines }: ApplicationState, key: string): Deadline | undefined =>
  deadlines.find((deadline) => deadline.key === key);

/** Whether the papers of an ended application have been kept long enough, and are still there. */
export function isErasureDue(application: ApplicationState, { at }: Moment): boolean {
  const day = papersGoAfter(application);
  return day !== undefined && !application.papersErased && endOfDay(day) <= at;
}

/** An objection or a re-vote that is waited for needs the papers, however long that takes. */
const papersGoAfter = ({ papersKeptUntil: day, objections = [], revote }: ApplicationState): Day | undefined =>
  revote !== undefined || objections.some(isLiveObjection) ? undefined : day;
