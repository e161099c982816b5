import fc from 'fast-check';
import { sampleCertificate, samplePrice, sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import { propertyRuns } from '#testing/property-runs.js';
import { specification, type Decide } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { applicationType } from '../application.type.js';
import type { ApplicationEvent } from './application.events.js';
import { documentTypes } from './application.rules.js';
import type { ApplicationState, DocumentDescription } from './application.state.js';
import { acceptApplication, checkDocument, startCheck } from './checking.js';
import { atPlace, filesOf, holdsOn, placeOf } from './document-places.js';
import { attachDocument, describeDocument, draftApplication, ensureAttachable, submitApplication } from './drafting.js';
import { eraseDocuments } from './erasing.js';
import { answerSupplement, requestSupplement } from './supplementing.js';

type Act = Decide<ApplicationState, ApplicationEvent>;

const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };
const supplier = {
  facts: sampleSupplier,
  details: { representative: '대표', address: '서울', contact },
  registeredAt: '2025-08-04T00:00:00.000Z',
  verifiedAt: '2025-08-04T00:00:00.000Z',
  people: [],
  changes: [],
  declarations: [],
  debarments: [],
};
const form = {
  contact,
  service: sampleService,
  prices: [samplePrice],
  certificates: [sampleCertificate],
  creditRating: { agency: '샘플평가', grade: 'BBB', validTo: '2026-06-30' },
};
const officer = { sub: 'officer', name: '박담당', unit: 'NIA', phone: '1522-0089', email: 'help@example.kr' };

const attach =
  (documentType: string, n = 1, fileId = `${documentType}-${n}`): Act =>
  (state, moment) => {
    const document = { fileId, sha256: 'a'.repeat(64), contentType: 'application/pdf', bytes: 1 };
    return attachDocument(state, { documentType, n, document }, moment);
  };
const describing =
  (documentType: string, description: DocumentDescription, n = 1): Act =>
  (state, moment) =>
    describeDocument(state, { documentType, n, description }, moment);
const submit: Act = (state, moment) => submitApplication(state, { attested: true }, moment);
const start: Act = (state, moment) => startCheck(state, { officer, notLinkedToSupplier: true }, moment);
const ask: Act = (state, moment) => requestSupplement(state, { items: [{ subject: 'SLA', reason: '없다' }] }, moment);
const answer: Act = (state, moment) => answerSupplement(state, { n: 1, answers: [] }, moment);
const accept: Act = (state, moment) => acceptApplication(state, { version: 9 }, moment);
const ok =
  (documentType: string, n = 1): Act =>
  (state) =>
    checkDocument(state, { documentType, n, result: 'OK' });

const empty = specification(applicationType, '2025-08-05');
const required = documentTypes(empty.moment.policy, 'CONVERGENCE').required;
const drafted = empty.given((_, moment) =>
  draftApplication({ applicationId: 'app-1', supplier, draftNo: 0, form }, moment),
);
const complete = drafted.given(...required.map((type) => attach(type)));
const files = ({ state }: { readonly state: ApplicationState }, type: string) =>
  filesOf(state, type).map(({ fileId, version }) => `${fileId} v${version}`);

describe('#24: several files of one document', () => {
  it('are numbered without a gap, ten at most', () => {
    drafted.when(attach('SLA', 2)).thenRefused('DOCUMENT_NUMBER_INVALID');
    const ten = drafted.given(...Array.from({ length: 10 }, (_, i) => attach('SLA', i + 1)));
    expect(filesOf(ten.state, 'SLA')).toHaveLength(10);
    ten.when(attach('SLA', 11)).thenRefused('DOCUMENT_NUMBER_INVALID');
    expect(files(ten, 'SLA').at(-1)).toBe('SLA-10 v1');
  });

  it('are found in order whatever their number, and those of other types are not', () => {
    const place = fc.record({
      documentType: fc.constantFrom('SLA', 'SLA_2', 'PRICE_TABLE'),
      n: fc.integer({ min: 1 }),
    });
    fc.assert(
      fc.property(place, (one) => {
        expect(atPlace(placeOf(one))).toEqual(one);
      }),
      propertyRuns(),
    );
  });

  it('have to be in order each of them, before the application is accepted', () => {
    const checking = complete.given(attach('SLA', 2), submit).on('2025-08-06').given(start);
    const allButOne = checking.given(...required.map((type) => ok(type)));
    allButOne.when(accept).thenRefused('DOCUMENT_NOT_OK');
    const event = allButOne.given(ok('SLA', 2)).when(accept).thenEvents('ApplicationAccepted').decided[0];
    const { documents } = (event as Extract<ApplicationEvent, { readonly type: 'ApplicationAccepted' }>).data;
    const types = documents.map(({ type }) => type);
    expect(types.filter((type) => type === 'SLA')).toHaveLength(2);
    checking.when(ok('SLA', 3)).thenRefused('DOCUMENT_MISSING');
  });

  it('answer a supplement that asks for their type, whichever of them is new', () => {
    const asked = complete.given(submit).on('2025-08-06').given(start).on('2025-08-07').given(ask);
    asked.when(answer).thenRefused('SUPPLEMENT_INCOMPLETE');
    asked.on('2025-08-08').given(attach('SLA', 2)).when(answer).thenEvents('ApplicationSupplemented');
  });

  it('are erased one by one', () => {
    const erase: Act = (state) =>
      eraseDocuments(state, { ground: 'REQUEST', documentTypes: ['SLA/2'], reason: '요청' });
    const { state } = drafted.given(attach('SLA'), attach('SLA', 2), erase);
    expect(filesOf(state, 'SLA').map(({ erased }) => erased?.ground)).toEqual([undefined, 'REQUEST']);
    expect(state.files.map(({ documentType }) => documentType)).toEqual(['SLA']);
  });
});

describe('§11.1: versions of a document', () => {
  it('begin at the submission: what a draft replaces was never one', () => {
    const replaced = complete.given(attach('SLA', 1, 'better'));
    expect(files(replaced, 'SLA')).toEqual(['better v1']);
    expect(replaced.state.files.some(({ fileId }) => fileId === 'SLA-1')).toBe(false);
  });

  it(
    'grow with each file that a supplement brings, and the earlier ones stay',
    proves({ '11.1/documents-immutable': ensureAttachable }),
    () => {
      const asked = complete.given(submit).on('2025-08-06').given(start).on('2025-08-07').given(ask);
      const twice = asked.on('2025-08-08').given(attach('SLA', 1, 'second'), attach('SLA', 1, 'third'));
      expect(files(twice, 'SLA')).toEqual(['third v3']);
      const kept = twice.state.files.filter(({ documentType }) => documentType === 'SLA');
      expect(kept.map(({ fileId, version }) => [fileId, version])).toEqual([
        ['SLA-1', 1],
        ['second', 2],
        ['third', 3],
      ]);
      complete.given(submit).when(attach('SLA')).thenRefused('APPLICATION_NOT_DRAFT');
    },
  );
});

describe('Days on which a document holds', () => {
  it('include both ends', proves({ 'R-15': holdsOn }), () => {
    const days = { validFrom: '2025-08-05', validTo: '2025-08-07' };
    const on = ['2025-08-04', '2025-08-05', '2025-08-07', '2025-08-08'];
    expect(on.map((day) => holdsOn(days, day))).toEqual([false, true, true, false]);
    expect(on.map((day) => holdsOn({}, day))).toEqual([true, true, true, true]);
  });

  it('stop a submission, and the acceptance, when today is none of them', () => {
    const until = (validTo: string) => complete.given(describing('NO_SANCTION_CONFIRMATION', { validTo }));
    until('2025-08-04').when(submit).thenRefused('APPLICATION_INCOMPLETE');
    const inOrder = until('2025-08-07')
      .given(submit)
      .on('2025-08-07')
      .given(start, ...required.map((type) => ok(type)));
    inOrder.when(accept).thenEvents('ApplicationAccepted');
    inOrder.on('2025-08-08').when(accept).thenRefused('DOCUMENT_NOT_VALID');
  });

  it('are said of a document that may be replaced, and go with it', () => {
    const days = { validFrom: '2025-01-01', validTo: '2025-12-31' };
    const secret = { ...days, confidential: { reason: '영업비밀' } };
    const described = complete.given(describing('SLA', secret));
    expect(described.state.documents['SLA']).toMatchObject(secret);
    expect(described.given(describing('SLA', {})).state.documents['SLA']).not.toHaveProperty('confidential');
    expect(described.given(attach('SLA')).state.documents['SLA']).not.toHaveProperty('validTo');
    complete
      .when(describing('SLA', { validFrom: '2025-02-01', validTo: '2025-01-31' }))
      .thenRefused('DOCUMENT_PERIOD_INVALID');
    complete.when(describing('SLA', days, 2)).thenRefused('DOCUMENT_MISSING');
    complete.given(submit).when(describing('SLA', days)).thenRefused('APPLICATION_NOT_DRAFT');
  });
});
