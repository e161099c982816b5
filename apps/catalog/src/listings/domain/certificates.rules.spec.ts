import { sampleCertificate, sampleService } from '#common/events/definitions/samples.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import { completed, opened, published, submitted } from '../testing/listings.js';
import { certificateRequired, coverFrom, type Certified } from './certificates.rules.js';
import { submitListing } from './preparing.js';

/** A policy under which support services need a certificate, and convergence services none. */
const other = PolicyTable.from({
  rows: [
    {
      key: 'services.certificateRequired',
      from: '2025-01-01',
      value: ['CLOUD_COMPUTING', 'CLOUD_SUPPORT'],
      basis: 'test',
    },
  ],
});

const certified = (certificates: Certified['certificates'], ...others: string[]): Certified => ({
  kind: 'CONVERGENCE',
  infrastructureProviders: ['샘플 클라우드', ...others],
  certificates,
});

describe('The certificate a service needs (A-01)', () => {
  it.each([
    ['CLOUD_COMPUTING', true, true],
    ['CONVERGENCE', true, false],
    ['CLOUD_SUPPORT', false, true],
  ] as const)(
    'is asked of the policy: of a %s service %s, under another policy %s',
    proves({ 'R-26': certificateRequired }),
    (kind, needed, elsewhere) => {
      expect(certificateRequired(kind, momentOf('2025-09-23').policy)).toBe(needed);
      expect(certificateRequired(kind, momentOf('2025-09-23', other).policy)).toBe(elsewhere);
    },
  );

  it('ends the cover of a service only where the policy asks for it', () => {
    const offered = certified([{ ...sampleCertificate, validTo: '2026-03-31' }]);
    expect(coverFrom(offered, momentOf('2025-09-23'))).toEqual({ coveredUntil: '2026-03-31' });
    expect(coverFrom(offered, momentOf('2025-09-23', other))).toEqual({});
  });

  it(
    'goes on where the next certificate types its infrastructure in another way',
    proves({ 'R-24': coverFrom }),
    () => {
      const named = (infrastructureProvider: string, validTo: string) => ({
        ...sampleCertificate,
        infrastructureProvider,
        validTo,
      });
      const ends = certified([named('샘플 클라우드', '2026-03-31'), named('(주)샘플클라우드', '2027-03-31')]);
      expect(coverFrom(ends, momentOf('2025-09-23'))).toEqual({ coveredUntil: '2027-03-31' });
      const two = certified(
        [named('샘플 클라우드', '2026-03-31'), named('둘째 클라우드', '2027-03-31')],
        '둘째 클라우드',
      );
      expect(coverFrom(two, momentOf('2025-09-23'))).toEqual({ coveredUntil: '2026-03-31' });
    },
  );

  it('holds a support service back from submission under another policy', () => {
    const support = { service: { ...sampleService, kind: 'CLOUD_SUPPORT' as const }, certificates: [] };
    completed(opened(support)).on('2025-09-23').when(submitListing).thenEvents('ListingSubmitted');
    completed(opened(support, other)).on('2025-09-23').when(submitListing).thenRefused('LISTING_INCOMPLETE');
  });

  it('lets a convergence service be published without one under another policy', () => {
    completed(opened({ certificates: [] }))
      .on('2025-09-23')
      .when(submitListing)
      .thenRefused('LISTING_INCOMPLETE');
    const { state } = published(submitted(completed(opened({ certificates: [] }, other))));
    expect(state.facts).toMatchObject({ status: 'ACTIVE', validTo: '2028-09-19' });
    expect(state.coveredUntil).toBeUndefined();
  });
});
