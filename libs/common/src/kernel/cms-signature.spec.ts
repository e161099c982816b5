import { proves } from '#testing/proves.js';
import { momentOf, refusalOf } from '#testing/specification.js';
import { ensureSignedFor, ensureSignedIf, type CmsSignature } from './cms-signature.js';
import { PolicyTable, type PolicyKey } from './policy.js';

const certificate = {
  subject: 'CN=과학기술정보통신부',
  issuer: 'CN=시험',
  serialNumber: '01',
  notBefore: '2025-01-01T00:00:00.000Z',
  notAfter: '2026-01-01T00:00:00.000Z',
  organisation: '1721000',
};
const cms: CmsSignature = { p7s: 'MII=', sha256: 'a', signedAt: '2025-10-17T01:00:00.000Z', certificate };
const paper = { sha256: 'a', madeAt: '2025-10-17T00:00:00.000Z', organisation: '1721000' };
const moment = momentOf('2025-10-17 10:00');

describe('An electronic signature', () => {
  const codeOf = (signature: CmsSignature, over = paper) => {
    try {
      return ensureSignedFor(signature, over, moment);
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  it(
    'R-47: is over this paper, of its organisation, and made since it was',
    proves({ 'R-47': ensureSignedFor }),
    () => {
      expect(codeOf(cms)).toBeUndefined();
      expect(codeOf({ ...cms, sha256: 'b' })).toBe('CMS_OTHER_CONTENT');
      expect(codeOf(cms, { ...paper, organisation: '1000001' })).toBe('CMS_OTHER_ORGANISATION');
      const { organisation: _, ...anonymous } = certificate;
      expect(codeOf({ ...cms, certificate: anonymous })).toBe('CMS_OTHER_ORGANISATION');
      const times = [
        ['2025-10-16T23:54:59.999Z', 'CMS_TIME_INVALID'],
        ['2025-10-16T23:55:00.000Z', undefined],
        ['2025-10-17T01:05:00.000Z', undefined],
        ['2025-10-17T01:05:00.001Z', 'CMS_TIME_INVALID'],
      ] as const;
      for (const [signedAt, code] of times) expect([signedAt, codeOf({ ...cms, signedAt })]).toEqual([signedAt, code]);
    },
  );

  it('R-47: is asked for by the policy of its paper alone', proves({ 'R-47': ensureSignedIf }), () => {
    const asking = (key: PolicyKey) =>
      momentOf('2025-10-17', PolicyTable.from({ rows: [{ key, from: '2025-01-01', value: 'CMS', basis: '시험' }] }));
    for (const [asked, other] of [
      ['contracts.signature', 'review.signature'],
      ['review.signature', 'contracts.signature'],
    ] as const) {
      expect(refusalOf(() => ensureSignedIf(asked, undefined, asking(asked)))).toBe('CMS_REQUIRED');
      expect(() => ensureSignedIf(asked, undefined, asking(other))).not.toThrow();
      expect(() => ensureSignedIf(asked, cms, asking(asked))).not.toThrow();
    }
  });
});
