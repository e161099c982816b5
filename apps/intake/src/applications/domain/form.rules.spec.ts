import type { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { sampleCertificate, samplePrice, sampleService } from '#common/events/definitions/samples.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { momentOf, refusalOf, specification } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { allOk, checking, draft, form, start, submit, submittedOn } from '../../testing/application-story.js';
import { FIRST_SETS } from '../../question-sets/domain/first-sets.js';
import { applicationType } from '../application.type.js';
import { isRated, uncertified } from './application.rules.js';
import type { ApplicationForm } from './application.state.js';
import { acceptApplication } from './checking.js';
import { ensureFormFits, FORM_BYTES_MAX, formFaults } from './form.rules.js';
import { draftApplication } from './drafting.js';

const moment = momentOf('2025-08-05');
const fault = (change: Partial<ApplicationForm>): string =>
  refusalOf(() => ensureFormFits({ ...form, ...change }, moment));
const priced = (unitPrice: number, vatIncluded: boolean): string =>
  fault({ prices: [{ ...samplePrice, unitPrice, vatIncluded }] });

describe('R-41: a form that a later service could not take', () => {
  const answerOf = (code: string) => ({ code, answer: '매일' });

  it('is refused when it is drafted', proves({ 'R-41': draftApplication }), () => {
    const empty = specification(applicationType, '2025-08-05');
    empty.when(draft({ ...form, prices: [samplePrice, samplePrice] })).thenRefused('PRICE_CODE_REPEATED');
    empty.when(draft()).thenEvents('ApplicationDrafted');
  });

  it('repeats codes of prices or of answers', proves({ 'R-41': ensureFormFits }), () => {
    expect(fault({})).toBe('nothing refused');
    expect(fault({ prices: [samplePrice, { ...samplePrice, item: '다른 것' }] })).toBe('PRICE_CODE_REPEATED');
    const answers = [answerOf('BACKUP'), answerOf('API'), answerOf('BACKUP')];
    const service = { ...sampleService, specification: answers };
    expect(fault({ service })).toBe('SPECIFICATION_CODE_REPEATED');
    expect(fault({ service, prices: [samplePrice, samplePrice] })).toBe('FORM_INVALID');
  });

  it('has a validity that ends before it begins', proves({ 'R-41': formFaults }), () => {
    const certificates = [{ ...sampleCertificate, validFrom: '2025-08-06', validTo: '2025-08-05' }];
    expect(fault({ certificates })).toBe('VALIDITY_REVERSED');
    expect(fault({ certificates: [{ ...sampleCertificate, validFrom: '2025-08-05', validTo: '2025-08-05' }] })).toBe(
      'nothing refused',
    );
    const rating = { agency: '샘플평가', grade: 'B', validFrom: '2026-01-01', validTo: '2025-12-31' };
    expect(fault({ creditRating: rating })).toBe('VALIDITY_REVERSED');
  });

  it.each([
    [Number.MAX_SAFE_INTEGER, false, 'MONEY_INVALID'],
    [Number.MAX_SAFE_INTEGER, true, 'MONEY_INVALID'],
    [10_000_000_000_000, true, 'nothing refused'],
    [10_000_000_000_001, true, 'MONEY_INVALID'],
    [9_090_909_090_909, false, 'nothing refused'],
    [9_090_909_090_910, false, 'MONEY_INVALID'],
  ])('has a price of %d, VAT included: %s', (unitPrice, vatIncluded, code) =>
    expect(priced(unitPrice, vatIncluded)).toBe(code),
  );

  it('is too large to be published: the largest that is taken can be accepted', proves({ 'R-41': formFaults }), () => {
    const questions = FIRST_SETS['CONVERGENCE.HYBRID']?.versions[0]?.questions.filter(
      ({ type }) => type === 'LONG_TEXT',
    );
    const long = (answers: number, rest = 0) => ({
      ...sampleService,
      subtype: 'HYBRID',
      specification: Array.from({ length: answers }, (_, i) => ({
        code: questions?.[i]?.code ?? `Q${i}`,
        answer: '가'.repeat(2_000),
      })),
      summary: '가'.repeat(1 + rest),
    });
    expect(fault({ service: long(43) })).toBe('FORM_TOO_LARGE');
    const service = long(31, 1_900);
    expect(fault({ service })).toBe('nothing refused');
    const bytes = Buffer.byteLength(JSON.stringify({ service, prices: form.prices, certificates: form.certificates }));
    expect(FORM_BYTES_MAX - bytes).toBeLessThan(6_000);
    const accepted = submittedOn('2025-08-05', { ...form, service })
      .on('2025-08-06')
      .given(start(), allOk)
      .when((state, now) => acceptApplication(state, { version: 9 }, now))
      .thenEvents('ApplicationAccepted');
    // Room for ten times the documents.
    const { documents, ...rest } = accepted.decided[0]!.data as ApplicationAccepted;
    const published = { ...rest, documents: Array.from({ length: 10 }, () => documents).flat() };
    expect(Buffer.byteLength(JSON.stringify(published))).toBeLessThan(256 * 1024);
  });
});

describe('R-15: valid on a day', () => {
  const day = (validFrom: string, validTo: string) => [{ ...sampleCertificate, validFrom, validTo }];

  it(
    'F-03: is a certificate from its first day to its last',
    proves({ 'R-15': uncertified, '2.5/security-certificate': uncertified }),
    () => {
      const on = (text: string) =>
        uncertified({ service: sampleService, certificates: day('2025-08-05', '2025-08-07') }, momentOf(text));
      expect(['2025-08-04', '2025-08-05', '2025-08-07', '2025-08-08'].map((text) => on(text).length)).toEqual([
        1, 0, 0, 1,
      ]);
    },
  );

  it('F-03: is asked at the submission and at the acceptance', () => {
    const future = { ...form, certificates: day('2026-01-01', '2028-12-31') };
    expect(refusalOf(() => submittedOn('2025-08-05', future))).toBe('APPLICATION_INCOMPLETE');
    const turned = checking.given([
      {
        type: 'ApplicationSupplemented',
        data: { applicationId: 'app-1', supplement: 1, answeredAt: '2025-08-06T01:00:00.000Z' },
        details: {
          answers: [],
          check: { key: 'CHECK', dueAt: '2025-08-12T15:00:00.000Z', basis: 'bd', rule: 'A-04' },
          form: { certificates: future.certificates },
        },
      },
    ]);
    const ready = turned.given((state) =>
      Object.keys(state.documents).map((documentType) => ({
        type: 'DocumentChecked' as const,
        data: { documentType, check: { result: 'OK' as const } },
      })),
    );
    ready.when((state, now) => acceptApplication(state, { version: 9 }, now)).thenRefused('CERTIFICATE_EXPIRED');
  });

  it(
    'is a credit rating from its day of issue, where it says one',
    proves({ 'R-15': isRated, '2.5/credit-rating': isRated }),
    () => {
      const rated = (validFrom?: string) =>
        isRated(
          { creditRating: { agency: 'x', grade: 'B', validTo: '2025-08-05', ...(validFrom && { validFrom }) } },
          moment,
        );
      expect([rated(), rated('2025-08-05'), rated('2025-08-06')]).toEqual([true, true, false]);
    },
  );

  it('needs a certificate of its own for each infrastructure of a service', proves({ 'R-15': uncertified }), () => {
    const service = { ...sampleService, infrastructureProviders: ['샘플 클라우드', '둘째 클라우드'] };
    const of = (...providers: readonly (string | undefined)[]) =>
      providers.map((infrastructureProvider) => {
        const { infrastructureProvider: _own, ...certificate } = sampleCertificate;
        return infrastructureProvider === undefined ? certificate : { ...certificate, infrastructureProvider };
      });
    const lacking = (...providers: readonly (string | undefined)[]) =>
      uncertified({ service, certificates: of(...providers) }, moment);
    expect(lacking('샘플 클라우드', '둘째  클라우드 ')).toEqual([]);
    expect(lacking('샘플 클라우드')).toEqual(['둘째 클라우드']);
    // Company forms, dots and blanks make no other name.
    expect(lacking('(주)샘플클라우드', '둘째·클라우드')).toEqual([]);
    expect(lacking('샘플 클라우드', '셋째 클라우드')).toEqual(['둘째 클라우드']);
    // A certificate that names none is that of the only infrastructure.
    expect(lacking(undefined)).toEqual(['샘플 클라우드', '둘째 클라우드']);
    expect(uncertified({ service: sampleService, certificates: of(undefined) }, moment)).toEqual([]);
    const nowhere = { ...sampleService, infrastructureProviders: [] };
    expect(uncertified({ service: nowhere, certificates: of('샘플 클라우드') }, moment)).toEqual([]);
    expect(uncertified({ service: nowhere, certificates: [] }, moment)).toEqual(['']);
  });

  it('needs none where the policy leaves the kind out', proves({ 'R-26': uncertified }), () => {
    const row = { key: 'services.certificateRequired', from: '2025-01-01', basis: 'a notice for this spec' } as const;
    const policy = PolicyTable.from({ rows: [{ ...row, value: [] }] });
    expect(uncertified({ service: sampleService, certificates: [] }, momentOf('2025-08-05', policy))).toEqual([]);
    submittedOn('2025-08-05', { ...form, certificates: [] }, policy)
      .when(submit)
      .thenRefused('APPLICATION_NOT_DRAFT');
  });
});
