import type { ServiceProfile } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { addYears, endOfDay, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState, type FieldError } from '#common/kernel/errors.js';
import { foldedName } from '#common/kernel/names/folding.js';
import { own } from '#common/kernel/own.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import type { RefusalCode } from '#common/kernel/refusal-codes.js';
import { repeatedAt } from '#common/kernel/repeated.js';
import { outOfDate } from './document-places.js';
import { openSupplement, type ApplicationState, type ApplicationStatus } from './application.state.js';

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

/** @throws Refusal 422 OFFICER_LINKED */
export function ensureOfficerNotLinked(isLinkedToSupplier: boolean): void {
  ensure(!isLinkedToSupplier, () =>
    invalid('OFFICER_LINKED', 'An officer linked to the supplier may not check its application.'),
  );
}

/** A decision of an officer, of whom the token may say more than the officer does. */
export const byOfficer =
  <M, E>(officer: { readonly org?: string }, decide: (application: ApplicationState, moment: M) => E) =>
  (application: ApplicationState, moment: M): E => {
    ensureOfficerNotLinked(isLinked(application, officer));
    return decide(application, moment);
  };

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

const SERVICE_FIELDS: readonly (keyof ServiceProfile)[] = [
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

/** Whether a security certificate is valid today, where its kind of service needs one. */
export const isCertified = ({ service, certificates }: ApplicationState, { today, policy }: Moment): boolean =>
  !policy['services.certificateRequired'].includes(service.kind) ||
  certificates.some(({ validTo }) => validTo >= today);

/** Whether the credit rating is valid today; submission and acceptance both need it (§2.4). */
export const isRated = ({ creditRating }: ApplicationState, { today }: Moment): boolean =>
  creditRating !== undefined && creditRating.validTo >= today;

/** Everything that stands in the way of a submission; empty when it is complete (§11.1, A-01, A-03). */
export function whatIsMissing(application: ApplicationState, moment: Moment): readonly FieldError[] {
  const { service, prices, documents } = application;
  const fields = SERVICE_FIELDS.filter((field) => service[field] === undefined);
  const types = documentTypes(moment.policy, service.kind).required.filter(
    (type) => own(documents, type) === undefined || own(documents, type)?.erased !== undefined,
  );
  return [
    ...fields.map((field) => missing(`/service/${field}`, 'is needed for the submission')),
    ...(prices.length === 0 ? [missing('/prices', 'at least one price line is needed')] : []),
    // The catalog knows a price line by its code, and would refuse the table after the selection.
    ...repeatedAt(prices, ({ code }) => code).map((i) => ({
      pointer: `/prices/${i}/code`,
      code: 'PRICE_CODE_REPEATED',
      detail: 'already used above: give every line its own code',
    })),
    ...(isCertified(application, moment)
      ? []
      : [missing('/certificates', 'a security certificate valid today is needed for this kind (A-01)')]),
    ...(isRated(application, moment)
      ? []
      : [missing('/creditRating', 'a credit rating valid on the day of submission is needed')]),
    ...outOfDate(application, moment),
    ...types.map((type) => ({
      pointer: `/documents/${type}`,
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

/** A listed selection still stands for its service; it is freed when the listing ends. */
const LIVE = new Set([
  'SUBMITTED',
  'CHECKING',
  'SUPPLEMENT_REQUESTED',
  'ACCEPTED',
  'UNDER_REVIEW',
  'DEFERRED',
  'SELECTED',
]);
export const isLive = (application: ApplicationState): boolean => LIVE.has(application.status);

const due = (key: string, day: Day, basis: Deadline['basis'], rule: string): Deadline => ({
  key,
  dueAt: endOfDay(day).toISOString(),
  basis,
  rule,
});

/** The open deadline of an application; none once the check is over. */
export function deadlineOf(application: ApplicationState): Deadline | undefined {
  switch (application.status) {
    case 'DRAFT':
      return due('DRAFT_KEPT', application.draftKeptUntil, 'd', '§11.1');
    case 'SUBMITTED':
    case 'CHECKING':
      return application.checkDueOn === undefined ? undefined : due('CHECK', application.checkDueOn, 'bd', 'A-04');
    case 'SUPPLEMENT_REQUESTED': {
      const supplement = openSupplement(application);
      return supplement === undefined ? undefined : due('SUPPLEMENT', supplement.dueOn, 'bd', 'A-04, S22 Art. 24');
    }
    default:
      return undefined;
  }
}

/** When a timer has something to do. The check is a duty of office: late, but still possible, so nothing ends it. */
export function applicationDueAt(application: ApplicationState): Date | undefined {
  const { papersKeptUntil: day, papersErased } = application;
  if (day !== undefined) return papersErased ? undefined : endOfDay(day);
  const deadline = deadlineOf(application);
  return deadline === undefined || deadline.key === 'CHECK' ? undefined : new Date(deadline.dueAt);
}

/** Whether the papers of an ended application have been kept long enough, and are still there. */
export const isErasureDue = ({ papersKeptUntil: day, papersErased }: ApplicationState, { at }: Moment): boolean =>
  day !== undefined && !papersErased && endOfDay(day) <= at;
