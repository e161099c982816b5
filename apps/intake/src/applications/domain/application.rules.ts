import type { ServiceProfile } from '#common/events/definitions/shapes.js';
import { endOfDay, type Day } from '#common/kernel/day.js';
import type { FieldError } from '#common/kernel/errors.js';
import type { Moment } from '#common/kernel/clock.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import { openSupplement, type Application } from './application.state.js';

/** Document types that may be attached to an application of this kind. */
export function documentTypes(policy: PolicyValues, kind: string): { required: string[]; optional: string[] } {
  const rows = Object.entries(policy['intake.documents']);
  const named = (mark: 'R' | 'O') => rows.filter(([, byKind]) => byKind[kind] === mark).map(([type]) => type);
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

/** Everything a submission still lacks; empty when it is complete (§11.1: all required fields, A-01, A-03). */
export function whatIsMissing(application: Application, { today, policy }: Moment): FieldError[] {
  const { service, prices, certificates, creditRating, documents } = application;
  const fields = SERVICE_FIELDS.filter((field) => service[field] === undefined);
  const types = documentTypes(policy, service.kind).required.filter((type) => documents[type] === undefined);
  const certificateNeeded = policy['services.certificateRequired'].includes(service.kind);
  return [
    ...fields.map((field) => missing(`/service/${field}`, 'is needed for the submission')),
    ...(prices.length === 0 ? [missing('/prices', 'at least one price line is needed')] : []),
    ...(certificateNeeded && !certificates.some(({ validTo }) => validTo >= today)
      ? [missing('/certificates', 'a security certificate valid today is needed for this kind (A-01)')]
      : []),
    ...(creditRating === undefined || creditRating.validTo < today
      ? [missing('/creditRating', 'a credit rating valid on the day of submission is needed')]
      : []),
    ...types.map((type) => ({
      pointer: `/documents/${type}`,
      code: 'DOCUMENT_MISSING',
      detail: 'this document is required (A-03)',
    })),
  ];
}

/** One service of one supplier, however its name is typed. */
export const serviceKey = (application: Application): string =>
  `live:${application.supplier.businessNumber}:${application.service.name.normalize('NFC').toLocaleLowerCase('ko').replaceAll(/\s+/g, ' ').trim()}`;

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
export const isLive = (application: Application): boolean => LIVE.has(application.status);

/** A deadline as it stands: whose, until when, by which rule. */
export interface Deadline {
  readonly key: string;
  readonly dueOn: Day;
  readonly basis: 'bd' | 'd';
  readonly rule: string;
  /** Acts by itself when it comes; the others are official duties, late but still possible. */
  readonly automatic: boolean;
}

/** The open deadlines of an application. */
export function deadlinesOf(application: Application): Deadline[] {
  switch (application.status) {
    case 'DRAFT':
      return [{ key: 'DRAFT_KEPT', dueOn: application.draftKeptUntil, basis: 'd', rule: '§11.1', automatic: true }];
    case 'SUBMITTED':
    case 'CHECKING':
      return application.checkDueOn === undefined
        ? []
        : [{ key: 'CHECK', dueOn: application.checkDueOn, basis: 'bd', rule: 'A-04', automatic: false }];
    case 'SUPPLEMENT_REQUESTED': {
      const supplement = openSupplement(application);
      return supplement === undefined
        ? []
        : [{ key: 'SUPPLEMENT', dueOn: supplement.dueOn, basis: 'bd', rule: 'A-04, S22 Art. 24', automatic: true }];
    }
    default:
      return [];
  }
}

/** When a timer has something to do: a deadline day ends at 24:00 in Seoul. */
export const applicationDueAt = (application: Application): Date | undefined => {
  const days = deadlinesOf(application)
    .filter((deadline) => deadline.automatic)
    .map((deadline) => deadline.dueOn);
  const [first] = days.sort();
  return first === undefined ? undefined : endOfDay(first);
};
