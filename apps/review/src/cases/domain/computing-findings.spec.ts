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
    proves({ '3.5/operational-stability': computedFindings, '3.5/kind-fit': computedFindings }),
    () => {
      const documents = [{ ...sample.documents[0]!, type: 'SLA' }];
      expect(codes('OPERATIONAL_STABILITY', { documents })).toEqual([
        'PAPER_THERE SLA',
        'PAPER_MISSING OPERATION_PLAN',
      ]);
      const cloud = { ...sample.service, kind: 'CLOUD_COMPUTING' } as const;
      expect(codes('KIND_FIT', { documents, service: cloud })).toEqual([]);
    },
  );
});
