import { sampleCertificate, samplePrice, sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import type { PolicyTable } from '#common/kernel/policy.js';
import { specification, type Decide, type Specification } from '#testing/specification.js';
import { applicationType } from '../applications/application.type.js';
import type { ApplicationEvent } from '../applications/domain/application.events.js';
import { documentTypes } from '../applications/domain/application.rules.js';
import type { ApplicationForm, ApplicationState } from '../applications/domain/application.state.js';
import { checkDocument, startCheck } from '../applications/domain/checking.js';
import { attachDocument, draftApplication, submitApplication } from '../applications/domain/drafting.js';
import type { SupplierState } from '../suppliers/domain/supplier.state.js';

/** What the specs of the check begin with: an application of a convergence service, drafted on 5 August 2025. */
export type Story = Specification<ApplicationState, ApplicationEvent>;
export type Act = Decide<ApplicationState, ApplicationEvent>;

export const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };
export const form: ApplicationForm = {
  contact,
  service: sampleService,
  prices: [samplePrice],
  certificates: [sampleCertificate],
  creditRating: { agency: '샘플평가', grade: 'BBB', validTo: '2026-06-30' },
};
export const supplier: SupplierState = {
  facts: sampleSupplier,
  details: { representative: '대표', address: '서울', contact },
  registeredAt: '2025-08-04T00:00:00.000Z',
  verifiedAt: '2025-08-04T00:00:00.000Z',
  people: [],
  changes: [],
  declarations: [],
  debarments: [],
};
export const officerCalled = (sub: string) => ({
  sub,
  name: '박담당',
  unit: 'NIA',
  phone: '1522-0089',
  email: 'help@example.kr',
});
const document = { fileId: 'f', sha256: 'a'.repeat(64), contentType: 'application/pdf', bytes: 1 };

export const attach =
  (documentType: string): Act =>
  (state, moment) =>
    attachDocument(state, { documentType, document }, moment);
export const start =
  (sub = 'officer'): Act =>
  (state, moment) =>
    startCheck(state, { officer: officerCalled(sub), notLinkedToSupplier: true }, moment);
/** Every document is found in order. */
export const allOk: Act = (state) =>
  Object.keys(state.documents).flatMap((documentType) => checkDocument(state, { documentType, result: 'OK' }));

export const draft =
  (drafted: ApplicationForm = form): Act =>
  (_, moment) =>
    draftApplication({ applicationId: 'app-1', supplier, draftNo: 0, form: drafted }, moment);
export const submit: Act = (state, moment) => submitApplication(state, { attested: true }, moment);

/** Submitted on the day. @param drafted the form, as it was filled in */
export function submittedOn(day: string, drafted: ApplicationForm = form, policy?: PolicyTable): Story {
  const empty = specification(applicationType, day, policy);
  const { required } = documentTypes(empty.moment.policy, drafted.service.kind);
  return empty.given(draft(drafted), ...required.map((type) => attach(type)), submit);
}

export const submitted = submittedOn('2025-08-05');
export const checking = submitted.on('2025-08-06').given(start());
