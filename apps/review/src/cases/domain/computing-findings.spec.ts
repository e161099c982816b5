import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import type { Submission } from './case.state.js';
import { computedFindings, type FindingsInput } from './computing-findings.js';

const { applicationId: _, ...sample } = ApplicationAccepted.sample;
const on = '2025-09-19';

/** The codes on one criterion, with what they are about. */
function codes(criterion: string, change: Partial<Submission> = {}, more: Partial<FindingsInput> = {}) {
  const { policy } = momentOf(on);
  const found = computedFindings({ submission: { ...sample, ...change }, on, policy, ...more });
  return found.filter((one) => one.criterion === criterion).map(({ code, about }) => [code, about].join(' ').trim());
}

const rated = (grade: string, validTo = '2026-06-30') =>
  codes('FINANCIAL_STANDING', { creditRating: { agency: '샘플평가', grade, validTo } })[0];

describe('A-10: what is computed on the criteria', () => {
  it(
    'holds the rating against the floor, on a scale that is data',
    proves({ '3.5/financial-standing': computedFindings }),
    () => {
      expect(['AAA', 'BBB0', 'bb+', 'B+'].map((grade) => rated(grade)?.split(' ')[0])).toEqual(
        Array(4).fill('RATING_PASSES'),
      );
      expect([rated('B'), rated('B−'), rated('D')]).toEqual([
        'RATING_BELOW_FLOOR B',
        'RATING_BELOW_FLOOR B−',
        'RATING_BELOW_FLOOR D',
      ]);
      expect([rated('우수'), rated('AAA', '2025-09-18'), rated('AAA', on)]).toEqual([
        'RATING_UNKNOWN 우수',
        'RATING_EXPIRED AAA',
        'RATING_PASSES AAA',
      ]);
      const { creditRating: __, ...unrated } = sample;
      const row = { key: 'review.ratingFloor', from: on, value: 'A', basis: '고시' } as const;
      const policy = PolicyTable.from({ rows: [row] }).on(on);
      expect(codes('FINANCIAL_STANDING', {}, { policy })[0]).toBe('RATING_BELOW_FLOOR BBB');
      expect(computedFindings({ submission: unrated, on, policy })[0]?.code).toBe('RATING_UNKNOWN');
    },
  );

  it(
    'asks for a certificate of each infrastructure that lasts six months, where one is needed',
    proves({ '3.5/security': computedFindings }),
    () => {
      const certificate = { ...sample.certificates[0]!, infrastructureProvider: '가', validTo: '2026-03-19' };
      const service = { ...sample.service, infrastructureProviders: ['가', '나'] };
      const ofBoth = (validTo: string) => codes('SECURITY', { service, certificates: [{ ...certificate, validTo }] });
      expect(ofBoth('2026-03-19')).toEqual(['CERTIFICATE_LASTS 가', 'CERTIFICATE_MISSING 나']);
      expect(ofBoth('2026-03-18')).toEqual(['CERTIFICATE_ENDS_SOON 가', 'CERTIFICATE_MISSING 나']);
      expect(ofBoth('2025-09-18')).toEqual(['CERTIFICATE_MISSING 가', 'CERTIFICATE_MISSING 나']);
      const support = { ...service, kind: 'CLOUD_SUPPORT' } as const;
      expect(codes('SECURITY', { service: support, certificates: [] })).toEqual(['CERTIFICATE_NOT_NEEDED']);
    },
  );

  it(
    'says whether a restriction is in force, or that no register says',
    proves({ '3.5/sanction-free': computedFindings }),
    () => {
      expect([true, false, undefined].map((debarred) => codes('SANCTION_FREE', {}, { debarred } as object)[0])).toEqual(
        ['DEBARRED', 'NOT_DEBARRED', 'DEBARMENT_UNKNOWN'],
      );
    },
  );

  it(
    'names the papers that a criterion is judged by, and those that are missing',
    proves({
      '3.5/operational-stability': computedFindings,
      '3.5/kind-fit': computedFindings,
      '3.5/support-system': computedFindings,
    }),
    () => {
      const documents = [{ ...sample.documents[0]!, type: 'SLA' }];
      expect(codes('OPERATIONAL_STABILITY', { documents })).toEqual([
        'PAPER_THERE SLA',
        'PAPER_MISSING OPERATION_PLAN',
      ]);
      expect(codes('SUPPORT_SYSTEM', { documents })).toEqual(['PAPER_MISSING SUPPORT_PLAN']);
      const supported = [{ ...sample.documents[0]!, type: 'SUPPORT_PLAN' }];
      expect(codes('SUPPORT_SYSTEM', { documents: supported })).toEqual(['PAPER_THERE SUPPORT_PLAN']);
      const cloud = { ...sample.service, kind: 'CLOUD_COMPUTING' } as const;
      expect(codes('KIND_FIT', { documents, service: cloud })).toEqual([]);
    },
  );

  it('names every paper of each criterion, and nothing where a kind of service needs none', () => {
    const papers = (documents: Submission['documents'], kind: Submission['service']['kind']) =>
      ['FINANCIAL_STANDING', 'SANCTION_FREE', 'OPERATIONAL_STABILITY', 'SUPPORT_SYSTEM', 'KIND_FIT'].flatMap(
        (criterion) =>
          codes(criterion, { documents, service: { ...sample.service, kind } }).filter((code) =>
            code.startsWith('PAPER'),
          ),
      );
    const missing = [
      'PAPER_MISSING FINANCIAL_STATEMENTS',
      'PAPER_MISSING NO_SANCTION_CONFIRMATION',
      'PAPER_MISSING SLA',
      'PAPER_MISSING OPERATION_PLAN',
      'PAPER_MISSING SUPPORT_PLAN',
      'PAPER_MISSING FUSION_PROOF',
    ];
    expect(papers([], 'CONVERGENCE')).toEqual(missing);
    expect(papers([], 'CLOUD_COMPUTING')).toEqual(missing.slice(0, 5));
    // Optional for support: it is named when it is there.
    expect(papers([], 'CLOUD_SUPPORT')).toEqual([...missing.slice(0, 3), missing[4]]);
    const plan = [{ ...sample.documents[0]!, type: 'OPERATION_PLAN' }];
    expect(papers(plan, 'CLOUD_SUPPORT')).toContain('PAPER_THERE OPERATION_PLAN');
  });

  it('says with each finding whether the criterion is met', () => {
    const results = (change: Partial<Submission>, more: Partial<FindingsInput> = {}) => {
      const { policy } = momentOf(on);
      return Object.fromEntries(
        computedFindings({ submission: { ...sample, ...change }, on, policy, ...more }).map(({ code, result }) => [
          code,
          result,
        ]),
      );
    };
    const rating = (grade: string, validTo: string) => ({ creditRating: { agency: '샘플평가', grade, validTo } });
    const certificate = { ...sample.certificates[0]!, infrastructureProvider: '가', validFrom: '2025-01-01' };
    const service = { ...sample.service, infrastructureProviders: ['가', '나', '다'] };
    const certificates = [
      { ...certificate, validTo: '2026-03-19' },
      { ...certificate, infrastructureProvider: '나', validTo: '2026-03-18' },
    ];
    expect({
      ...results(rating('AAA', on)),
      ...results(rating('D', on), { debarred: true }),
      ...results(rating('AAA', '2025-09-18'), { debarred: false }),
      ...results(rating('우수', on)),
      ...results({ service, certificates, documents: [{ ...sample.documents[0]!, type: 'SLA' }] }),
      ...results({ service: { ...service, kind: 'CLOUD_SUPPORT' } }),
    }).toEqual({
      RATING_PASSES: 'MET',
      RATING_BELOW_FLOOR: 'NOT_MET',
      RATING_EXPIRED: 'NOT_MET',
      RATING_UNKNOWN: 'UNKNOWN',
      DEBARMENT_UNKNOWN: 'UNKNOWN',
      DEBARRED: 'NOT_MET',
      NOT_DEBARRED: 'MET',
      CERTIFICATE_LASTS: 'MET',
      CERTIFICATE_ENDS_SOON: 'NOT_MET',
      CERTIFICATE_MISSING: 'NOT_MET',
      CERTIFICATE_NOT_NEEDED: 'MET',
      PAPER_THERE: 'MET',
      PAPER_MISSING: 'NOT_MET',
    });
  });

  it('takes a certificate that names no infrastructure for all of them, and each from its first day', () => {
    const { infrastructureProvider: _of, ...any } = {
      ...sample.certificates[0]!,
      validFrom: on,
      validTo: '2027-01-01',
    };
    const both = { ...sample.service, infrastructureProviders: ['가', '나'] };
    const none = { ...sample.service, infrastructureProviders: [] };
    expect(codes('SECURITY', { service: both, certificates: [any] })).toEqual([
      'CERTIFICATE_LASTS 가',
      'CERTIFICATE_LASTS 나',
    ]);
    expect(codes('SECURITY', { service: both, certificates: [{ ...any, validFrom: '2025-09-20' }] })).toEqual([
      'CERTIFICATE_MISSING 가',
      'CERTIFICATE_MISSING 나',
    ]);
    const ofOne = { ...any, infrastructureProvider: '가' };
    expect(codes('SECURITY', { service: none, certificates: [ofOne] })).toEqual(['CERTIFICATE_LASTS']);
    expect(codes('SECURITY', { service: none, certificates: [] })).toEqual(['CERTIFICATE_MISSING']);
  });

  it('R-42: takes an infrastructure for one, however its name is typed', () => {
    const certificate = { ...sample.certificates[0]!, validFrom: on, validTo: '2027-01-01' };
    const service = { ...sample.service, infrastructureProviders: ['샘플 클라우드'] };
    const certificates = [{ ...certificate, infrastructureProvider: '㈜샘플클라우드' }];
    expect(codes('SECURITY', { service, certificates })).toEqual(['CERTIFICATE_LASTS 샘플 클라우드']);
  });

  it('reads grades as agencies write them', () => {
    expect(['ｂｂｂ０', ' bbb- ', 'BBB–', 'BBB—', 'BBB−'].map((grade) => rated(grade)?.split(' ')[0])).toEqual(
      Array(5).fill('RATING_PASSES'),
    );
    // A nought in another place is no middle of a grade.
    expect(rated('B0B')).toBe('RATING_UNKNOWN B0B');
    const row = { key: 'review.ratingFloor', from: on, value: '없음', basis: '고시' } as const;
    expect(codes('FINANCIAL_STANDING', {}, { policy: PolicyTable.from({ rows: [row] }).on(on) })[0]).toBe(
      'RATING_UNKNOWN BBB',
    );
  });
});
