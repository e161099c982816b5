import { sampleCertificate } from '#common/events/definitions/samples.js';
import type { Moment } from '#common/kernel/clock.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import { publishedOf } from '../testing/listings.js';
import { tickListing } from './expiring.js';
import { approveChange, requestChange } from './changing.js';
import type { ListingState } from './listing.state.js';
import { refuseRenewal, renewListing, requestRenewal } from './renewing.js';
import { resumeListing, suspendListing } from './suspending.js';

describe('Renewal (A-13)', () => {
  const selectedIn2023 = () => publishedOf({ decidedOn: '2023-09-19' });
  const asked = () =>
    selectedIn2023()
      .on('2026-06-01')
      .given((state, moment) => requestRenewal(state, { reason: '계속 제공' }, moment));

  it('is possible from six months before the end', proves({ '11.3/listing-renewal-requested': requestRenewal }), () => {
    selectedIn2023()
      .on('2026-03-18')
      .when((state, moment) => requestRenewal(state, { reason: '' }, moment))
      .thenRefused('RENEWAL_TOO_EARLY');
    const { state } = selectedIn2023()
      .on('2026-03-19')
      .given((now, moment) => requestRenewal(now, { reason: '' }, moment));
    expect(state.renewal).toBeDefined();
  });

  it('is asked for once until it is answered, and of an active listing', () => {
    const asking = (state: ListingState, moment: Moment) => requestRenewal(state, { reason: '' }, moment);
    asked().when(asking).thenRefused('RENEWAL_PENDING');
    asked()
      .given((state) => refuseRenewal(state, { reason: '' }))
      .given((state, moment) => suspendListing(state, { cause: 'OTHER', reason: '' }, moment))
      .when(asking)
      .thenRefused('LISTING_NOT_ACTIVE');
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

  it('adds a term after the old one', proves({ '11.3/listing-renewed': renewListing }), () => {
    const { state } = asked()
      .on('2026-06-15')
      .given((now, moment) => renewListing(now, { reason: '기준 충족' }, moment));
    expect(state.facts.validTo).toBe('2029-09-19');
    expect(state.validityFrom).toBe('2026-09-19');
    expect(state.renewal).toBeUndefined();
    expect(state.deadlines).toEqual([]);
  });

  const ending = { ...sampleCertificate, validTo: '2026-03-31' };
  const endingWith = () =>
    publishedOf({ certificates: [ending] })
      .on('2026-02-10')
      .given((state, moment) => requestRenewal(state, { reason: '' }, moment));
  const renew = (state: ListingState, moment: Moment) => renewListing(state, { reason: '' }, moment);

  it('R-25, F-23: is refused while it would grant nothing', proves({ 'R-25': renewListing }), () => {
    endingWith().when(renew).thenRefused('RENEWAL_GRANTS_NOTHING');
    const change = { certificates: [{ ...ending, number: 'CSAP-9', validTo: '2027-12-31' }], reason: '' };
    const { state } = endingWith()
      .given((now, moment) => requestChange(now, change, moment))
      .given((now, moment) => approveChange(now, { no: 1, reason: '' }, moment))
      .on('2026-02-12');
    expect(state.facts.validTo).toBe('2027-12-31');
    expect(state.renewal).toBeDefined();
  });

  it('R-25, F-23: ends with the certificates where they end first', proves({ 'R-25': renewListing }), () => {
    const listing = publishedOf({ decidedOn: '2023-09-19' })
      .on('2026-06-01')
      .given((state, moment) => requestRenewal(state, { reason: '' }, moment));
    const certificates = [{ ...sampleCertificate, validTo: '2027-12-31' }];
    const facts = { ...listing.state.facts, certificates };
    const [renewed] = renewListing({ ...listing.state, facts }, { reason: '' }, listing.moment);
    expect(renewed).toMatchObject({ type: 'ListingRenewed', data: { validTo: '2027-12-31' } });
  });

  it('R-25: is refused on a day without a certificate, before the clock has come to it', () => {
    endingWith().on('2026-04-01').when(renew).thenRefused('CERTIFICATE_MISSING');
  });

  it('R-25, F-23: is refused by NIA with a reason', proves({ 'R-25': refuseRenewal }), () => {
    const refused = asked()
      .on('2026-09-25')
      .given((state) => refuseRenewal(state, { reason: '기준에 맞지 않음' }));
    expect(refused.state).toMatchObject({
      renewalRefused: { on: '2026-09-25', reason: '기준에 맞지 않음' },
      deadlines: [],
    });
    expect(refused.state.renewal).toBeUndefined();
    refused.when(renew).thenRefused('NO_RENEWAL_PENDING');
    refused.when((state) => refuseRenewal(state, { reason: '' })).thenRefused('NO_RENEWAL_PENDING');
    expect(refused.given(tickListing).state).toMatchObject({ facts: { status: 'EXPIRED' }, endedOn: '2026-09-25' });
  });

  it('can be asked for again after a refusal, within its validity', () => {
    const again = asked()
      .given((state) => refuseRenewal(state, { reason: '' }))
      .on('2026-07-01')
      .given((state, moment) => requestRenewal(state, { reason: '' }, moment));
    expect(again.state.renewal).toEqual({ requestedOn: '2026-07-01', graceUntil: '2026-11-18' });
    expect(again.state.renewalRefused).toBeUndefined();
  });

  it('waits until a suspension has ended', () => {
    asked()
      .on('2026-06-10')
      .given((state, moment) => suspendListing(state, { cause: 'OTHER', reason: '' }, moment))
      .when(renew)
      .thenRefused('LISTING_NOT_ACTIVE');
  });
});
