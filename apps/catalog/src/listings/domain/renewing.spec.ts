import { sampleCertificate } from '#common/events/definitions/samples.js';
import { momentOf } from '#testing/specification.js';
import { publishedOf } from '../testing/listings.js';
import { tickListing } from './expiring.js';
import { renewListing, requestRenewal } from './renewing.js';
import { resumeListing } from './suspending.js';

describe('Renewal (A-13)', () => {
  const selectedIn2023 = () => publishedOf({ decidedOn: '2023-09-19' });
  const asked = () =>
    selectedIn2023()
      .on('2026-06-01')
      .given((state, moment) => requestRenewal(state, { reason: '계속 제공' }, moment));

  it('is possible from six months before the end', () => {
    selectedIn2023()
      .on('2026-03-18')
      .when((state, moment) => requestRenewal(state, { reason: '' }, moment))
      .thenRefused('RENEWAL_TOO_EARLY');
    const { state } = selectedIn2023()
      .on('2026-03-19')
      .given((now, moment) => requestRenewal(now, { reason: '' }, moment));
    expect(state.renewal).toBeDefined();
  });

  it('holds expiry back while it is pending, for 60 days at most', () => {
    const state = { ...asked().state, reminders: [] };
    expect(tickListing(state, momentOf('2026-09-20'))).toEqual([]);
    expect(tickListing(state, momentOf('2026-11-19'))).toMatchObject([{ type: 'ListingExpired' }]);
  });

  it('suspends a listing whose certificate ended while it outlived its validity (A-15)', () => {
    const over = publishedOf({ certificates: [{ ...sampleCertificate, validTo: '2026-03-31' }] })
      .on('2026-03-02')
      .given((state, moment) => requestRenewal(state, { reason: '' }, moment))
      .on('2026-04-01 00:00')
      .given(tickListing);
    expect(over.state.facts.status).toBe('SUSPENDED');
    expect(over.state.suspension?.cause).toBe('CERTIFICATE_ENDED');
    over
      .on('2026-04-01')
      .when((state, moment) => resumeListing(state, { reason: '' }, moment))
      .thenRefused('CERTIFICATE_MISSING');
  });

  it('adds a term after the old one', () => {
    const { state } = asked()
      .on('2026-06-15')
      .given((now, moment) => renewListing(now, { reason: '기준 충족' }, moment));
    expect(state.facts.validTo).toBe('2029-09-19');
    expect(state.renewal).toBeUndefined();
    expect(state.deadlines).toEqual([]);
  });
});
