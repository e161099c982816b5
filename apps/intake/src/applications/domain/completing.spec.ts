import fc from 'fast-check';
import { sampleCertificate, samplePrice, sampleService } from '#common/events/definitions/samples.js';
import { wrongState } from '#common/kernel/errors.js';
import { propertyRuns } from '#testing/property-runs.js';
import { refusalOf, specification } from '#testing/specification.js';
import { attach, form, start, submit, supplier, type Act, type Story } from '../../testing/application-story.js';
import { firstQuestions, publishedSet, questionOf } from '../../testing/question-sets.js';
import { QuestionSets } from '../../question-sets/domain/question-sets.js';
import { ensureNotBarred } from '../../suppliers/domain/barring.js';
import { ensureNotDebarred } from '../../suppliers/domain/debarring.js';
import type { SupplierState } from '../../suppliers/domain/supplier.state.js';
import { applicationType } from '../application.type.js';
import { pointTexts } from '../completeness.texts.js';
import { documentTypes } from './application.rules.js';
import type { ApplicationForm, ApplicationState } from './application.state.js';
import { completenessOf, type Surroundings } from './completing.js';
import { describeDocument, submitApplication } from './drafting.js';

const first = new QuestionSets();
const empty = specification(applicationType, '2025-08-05');
const { required } = documentTypes(empty.moment.policy, form.service.kind);
const draftOf = (drafted: ApplicationForm, types: readonly string[] = required): Story =>
  empty.given(
    [
      {
        type: 'ApplicationDrafted',
        data: {
          applicationId: 'app-1',
          supplier: supplier.facts,
          keptUntil: '2026-02-01',
          draftNo: 0,
          questionSet: { questionSetId: 'CONVERGENCE.SAAS', n: 1 },
          form: drafted,
        },
      },
    ],
    ...types.map((type) => attach(type)),
  );
const reportOf = ({ state, moment }: Story, surroundings: Partial<Surroundings> = {}) =>
  completenessOf(state, { questionSets: first, supplier, ...surroundings }, moment).points;
const told = (...of: Parameters<typeof reportOf>) =>
  reportOf(...of).map(({ weight, code, pointer }) => `${weight} ${code} ${pointer}`);
const ATTEST = 'AT_SUBMISSION ATTESTATION_MISSING /attested';
const debarred: SupplierState = {
  ...supplier,
  debarments: [
    {
      no: 1,
      from: '2025-08-01',
      to: '2025-08-31',
      ground: 'COLLUSION',
      reason: '사유',
      status: 'IN_FORCE',
      debarredAt: '2025-08-01T00:00:00.000Z',
    },
  ],
};
const refused = { id: 'app-0', decision: { decision: 'NOT_SELECTED', sessionNo: 61, decidedOn: '2025-07-01' } };

describe('The report of completeness', () => {
  it('has nothing that blocks for a draft that can be submitted', () => {
    expect(told(draftOf(form))).toEqual([ATTEST]);
  });

  it('names each part, answer and document that is missing', () => {
    const service = { name: '서비스', kind: 'CONVERGENCE', subtype: 'SAAS' } as const;
    const bare = draftOf({ contact: form.contact, service, prices: [], certificates: [] }, required.slice(2));
    const questionSets = new QuestionSets([publishedSet(['2025-08-01', [...firstQuestions, questionOf('NEW')]])]);
    expect(told(bare, { questionSets })).toEqual([
      ...['categories', 'technologies', 'networks', 'deployment', 'infrastructureProviders', 'summary'].map(
        (field) => `BLOCKS FIELD_MISSING /service/${field}`,
      ),
      'BLOCKS FIELD_MISSING /service/specification',
      'BLOCKS FIELD_MISSING /service/sla',
      'BLOCKS FIELD_MISSING /prices',
      'BLOCKS FIELD_MISSING /certificates',
      'BLOCKS FIELD_MISSING /creditRating',
      'BLOCKS QUESTION_UNANSWERED /service/specification',
      ...required.slice(0, 2).map((type) => `BLOCKS DOCUMENT_MISSING /documents/${type}`),
      ATTEST,
    ]);
  });

  it('names what the supplier and its other applications stand in the way of', () => {
    const findings = [
      { check: 'SANCTIONS', result: 'CONCERN', checkedAt: '2025-08-04T00:00:00.000Z' },
      { check: 'BUSINESS_STATUS', result: 'CLEAR', checkedAt: '2025-08-04T00:00:00.000Z' },
    ] as const;
    const duplicate = wrongState('APPLICATION_DUPLICATE', 'application app-9 is SUBMITTED.');
    const points = told(draftOf(form), {
      supplier: { ...debarred, barredUntil: '2025-12-31', findings },
      duplicate,
      refused: refused as unknown as ApplicationState,
    });
    expect(points).toEqual([
      'BLOCKS SUPPLIER_DEBARRED ',
      'BLOCKS SUPPLIER_BARRED ',
      'BLOCKS APPLICATION_DUPLICATE ',
      ATTEST,
      'AT_SUBMISSION CHANGES_MISSING /whatChanged',
      'WARNS REGISTRY_CONCERN ',
    ]);
  });

  it('A-33: warns of what ends soon, and blocks what has ended', () => {
    const ending = (validTo: string): ApplicationForm => ({
      ...form,
      creditRating: { agency: '샘플평가', grade: 'BBB', validTo },
      certificates: [{ ...sampleCertificate, validTo }],
    });
    const both = ['/creditRating', '/certificates/0'];
    expect(told(draftOf(ending('2025-09-03')))).toEqual([ATTEST, ...both.map((at) => `WARNS ENDS_SOON ${at}`)]);
    expect(told(draftOf(ending('2025-09-04')))).toEqual([ATTEST]);
    expect(told(draftOf(ending('2025-08-04')))).toEqual([
      'BLOCKS FIELD_MISSING /certificates',
      'BLOCKS FIELD_MISSING /creditRating',
      ATTEST,
    ]);
    const described =
      (validTo: string): Act =>
      (state, moment) =>
        describeDocument(state, { documentType: 'SLA', description: { validTo } }, moment);
    expect(told(draftOf(form).given(described('2025-08-05')))).toEqual([ATTEST, 'WARNS ENDS_SOON /documents/SLA']);
    expect(told(draftOf(form).given(described('2025-08-04')))).toEqual([
      'BLOCKS DOCUMENT_NOT_VALID /documents/SLA',
      ATTEST,
    ]);
  });

  it('of what was submitted is held to its own version, and is about its papers alone', () => {
    const submitted = draftOf(form).given(submit, start());
    const questionSets = new QuestionSets([publishedSet(['2025-08-01', [questionOf('NEW')]])]);
    const report = completenessOf(submitted.state, { questionSets, supplier: debarred }, submitted.moment);
    expect(report).toEqual({ questionSet: { questionSetId: 'CONVERGENCE.SAAS', n: 1 }, points: [] });
  });

  it('says each point in Korean and English, and what to do about it', () => {
    const bare = draftOf({ ...form, service: { name: '서비스', kind: 'CONVERGENCE', subtype: 'SAAS' } }, []);
    const questionSets = new QuestionSets([publishedSet(['2025-08-01', [questionOf('NEW')]])]);
    const points = reportOf(bare, { questionSets, supplier: { ...debarred, barredUntil: '2025-12-31' } });
    const texts = points.map(pointTexts);
    for (const { text, todo } of texts) {
      expect([text.ko, todo.ko].join()).toMatch(/[가-힣]/);
      expect([text.en, todo.en].join()).not.toMatch(/[가-힣]/);
    }
    expect(texts.map(({ text }) => text.ko)).toContain('서비스 수준 협약서: 제출하지 않은 필수 서류이다');
    expect(texts.map(({ text }) => text.ko)).toContain('NEW 문항: 답이 없다');
    expect(texts.map(({ text }) => text.en)).toContain('Summary is needed and is missing, or does not hold today');
  });

  it('blocks nothing if and only if the submission is taken', () => {
    const rarely = <T>(usual: T, ...others: readonly [T, ...T[]]) =>
      fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
    const [backup, added] = [
      { code: 'BACKUP', answer: '매일' },
      { code: 'NEW', answer: '답' },
    ];
    const drafts = fc.record({
      lacking: rarely<string | undefined>(undefined, 'summary', 'sla', 'specification', 'networks'),
      answers: rarely([backup], [backup, added], [added], []),
      oddAnswer: rarely<typeof backup | undefined>(
        undefined,
        { code: 'TRIAL', answer: 'YES' },
        { code: 'TRIAL_PERIOD', answer: '한 달' },
        { code: 'GONE', answer: '답' },
      ),
      prices: rarely([samplePrice], [], [samplePrice, samplePrice]),
      certificateTo: rarely('2026-06-30', '2025-08-04', '2025-08-05'),
      ratingTo: rarely('2026-06-30', '2025-08-04', '2025-08-05'),
      documentTo: rarely<string | undefined>(undefined, '2025-08-04', '2025-08-05'),
      documents: fc.oneof(
        { weight: 7, arbitrary: fc.constant(required) },
        { weight: 1, arbitrary: fc.subarray([...required]) },
      ),
      isDebarred: rarely(false, true),
      barredUntil: rarely<string | undefined>(undefined, '2025-08-04', '2025-08-05'),
      version: rarely(
        firstQuestions,
        [...firstQuestions, questionOf('NEW')],
        [...firstQuestions, questionOf('NEW', { required: false })],
        firstQuestions.filter(({ code }) => code !== 'BACKUP'),
      ),
      wasRefused: fc.boolean(),
    });
    let taken = 0;
    fc.assert(
      fc.property(drafts, (drawn) => {
        const answers = [...drawn.answers, ...(drawn.oddAnswer === undefined ? [] : [drawn.oddAnswer])];
        const whole: ApplicationForm['service'] = { ...sampleService, specification: answers };
        const service = Object.fromEntries(
          Object.entries(whole).filter(([field]) => field !== drawn.lacking),
        ) as unknown as ApplicationForm['service'];
        const drafted = draftOf(
          {
            contact: form.contact,
            service,
            prices: drawn.prices,
            certificates: [{ ...sampleCertificate, validTo: drawn.certificateTo }],
            creditRating: { agency: '샘플평가', grade: 'BBB', validTo: drawn.ratingTo },
          },
          drawn.documents,
        );
        const { documentTo } = drawn;
        const story =
          documentTo === undefined || !Object.hasOwn(drafted.state.documents, 'SLA')
            ? drafted
            : drafted.given((state, moment) =>
                describeDocument(state, { documentType: 'SLA', description: { validTo: documentTo } }, moment),
              );
        const applicant: SupplierState = {
          ...(drawn.isDebarred ? debarred : supplier),
          ...(drawn.barredUntil !== undefined && { barredUntil: drawn.barredUntil }),
        };
        const questionSets = new QuestionSets([publishedSet(['2025-08-01', drawn.version])]);
        const before = drawn.wasRefused ? (refused as unknown as ApplicationState) : undefined;
        const { points } = completenessOf(
          story.state,
          { questionSets, supplier: applicant, refused: before },
          story.moment,
        );
        // As the use case does it.
        const refusal = refusalOf(() => {
          ensureNotDebarred(applicant, story.moment);
          ensureNotBarred(applicant, story.moment);
          submitApplication(
            story.state,
            { attested: true, refused: before, whatChanged: '보완함', questionSets },
            story.moment,
          );
        });
        expect(points.some(({ weight }) => weight === 'BLOCKS')).toBe(refusal !== 'nothing refused');
        expect(points.some(({ code }) => code === 'CHANGES_MISSING')).toBe(drawn.wasRefused);
        if (refusal === 'nothing refused') taken++;
      }),
      propertyRuns(2_000),
    );
    expect(taken).toBeGreaterThan(0);
  });
});
