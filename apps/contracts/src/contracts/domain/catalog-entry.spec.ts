import { sampleCertificate } from '#common/events/definitions/samples.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import { entry } from '../../testing/contract-steps.js';
import { securityReviewOf, whyNotContractable } from './catalog-entry.js';

describe('A listing can be contracted', () => {
  const on = '2025-10-01';
  const support = entry({ certificates: [], service: { ...entry().listing.service, kind: 'CLOUD_SUPPORT' } });

  it.each([
    ['while it is active, valid and certified', entry(), 'NEGOTIATED', undefined],
    ['not while it is suspended', entry({ status: 'SUSPENDED' }), 'NEGOTIATED', 'it is SUSPENDED'],
    ['not after its validity', entry({ validTo: '2025-09-30' }), 'NEGOTIATED', 'it was valid to 2025-09-30'],
    ['on its last day', entry({ validTo: on }), 'NEGOTIATED', undefined],
    [
      'not when its certificate has run out',
      entry({ certificates: [{ ...sampleCertificate, validTo: '2025-09-30' }] }),
      'NEGOTIATED',
      'none of its security certificates is valid on 2025-10-01',
    ],
    ['without certificate when it is a support service (A-01)', support, 'NEGOTIATED', undefined],
    ['by catalog with an agreement in force', entry({}, true), 'CATALOG', undefined],
    ['not by catalog without one', entry(), 'CATALOG', 'no catalog agreement is in force on 2025-10-01'],
  ] as const)(
    '%s',
    proves({ '11.3/contractable': whyNotContractable, '4.7/suspended-visible': whyNotContractable }),
    (_, catalogEntry, method, why) => {
      expect(whyNotContractable(catalogEntry, method, momentOf(on))).toBe(why);
    },
  );

  it(
    'with the certificates that the policy demands of its kind (A-01, R-26)',
    proves({ 'R-26': whyNotContractable }),
    () => {
      const policy = PolicyTable.from({
        rows: [
          {
            key: 'services.certificateRequired',
            from: '2025-01-01',
            value: ['CLOUD_SUPPORT'],
            basis: 'a rule to come',
          },
        ],
      });
      const uncertified = entry({ certificates: [] });
      expect(whyNotContractable(uncertified, 'NEGOTIATED', momentOf(on))).toMatch('security certificates');
      expect(whyNotContractable(uncertified, 'NEGOTIATED', momentOf(on, policy))).toBeUndefined();
      expect(whyNotContractable(support, 'NEGOTIATED', momentOf(on, policy))).toMatch('security certificates');
    },
  );
});

describe('The security review of a listing', () => {
  const result = {
    network: 'INTERNAL',
    outcome: 'SUITABLE',
    referenceNo: '국정원-2025-17',
    decidedOn: '2025-09-30',
  } as const;
  const reviewed = (validTo?: string) =>
    entry({ nisVerifications: [{ ...result, ...(validTo !== undefined && { validTo }) }] });
  const attached = (listed = reviewed(), on = '2025-10-01', networks = ['INTERNAL']) =>
    securityReviewOf(listed, { networks }, momentOf(on)).map(({ referenceNo }) => referenceNo);

  it(
    '§5.3: is attached for the networks of the need, from its day to its last one',
    proves({ '5.3/security-review': securityReviewOf }),
    () => {
      expect(attached()).toEqual(['국정원-2025-17']);
      expect(attached(reviewed(), '2025-10-01', ['EXTERNAL', 'INTERNAL'])).toEqual(['국정원-2025-17']);
      expect(attached(reviewed(), '2025-10-01', ['EXTERNAL'])).toEqual([]);
      expect(attached(reviewed(), '2025-09-30')).toEqual(['국정원-2025-17']);
      expect(attached(reviewed(), '2025-09-29')).toEqual([]);
      expect(attached(reviewed('2025-10-01'))).toEqual(['국정원-2025-17']);
      expect(attached(reviewed('2025-09-30'))).toEqual([]);
      expect(attached(entry())).toEqual([]);
      expect(securityReviewOf(undefined, { networks: ['INTERNAL'] }, momentOf('2025-10-01'))).toEqual([]);
    },
  );
});
