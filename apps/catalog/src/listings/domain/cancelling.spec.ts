import { sampleAgreement } from '#common/events/definitions/agreement-facts.js';
import { samplePrice } from '#common/events/definitions/samples.js';
import { checkPublishable } from '#common/events/publishable.js';
import { ListingCancelled } from '#common/events/definitions/listing-cancelled.js';
import { proves } from '#testing/proves.js';
import { waitsIn } from '#testing/told.js';
import { listingType } from '../listing.type.js';
import { completed, opened, published, submitted, type ListingSpecification } from '../testing/listings.js';
import { cancelListing } from './cancelling.js';
import { approveChange, requestChange } from './changing.js';
import { listingDueAt, tickListing } from './expiring.js';
import { followAgreement } from './following-agreements.js';
import { completeListing, submitListing } from './preparing.js';
import { publishListing, returnListing } from './publishing.js';
import { requestRenewal } from './renewing.js';
import { resumeListing, suspendListing } from './suspending.js';

const cancelledOn = '2026-02-13';
const cancelled = (listing: ListingSpecification) =>
  listing.on('2026-02-13 10:00').given((state, moment) => cancelListing(state, { cancelledOn, users: [] }, moment));
const suspended = () =>
  published()
    .on('2026-01-05')
    .given((state, moment) => suspendListing(state, { cause: 'SECURITY_INCIDENT', reason: '조사' }, moment));

describe('R-16, A-14: a listing whose selection is cancelled', () => {
  it.each([
    ['in preparation', completed],
    ['in check', submitted],
    ['active', published],
    ['suspended', suspended],
  ] as const)(
    'ends, when it is %s',
    proves({
      '4.7/cancellation': cancelListing,
      '11.3/listing-cancelled': cancelListing,
      '11.5/cancellation-ends-listing': cancelListing,
    }),
    (_status, listing) => {
      const { state, decided } = cancelled(listing());
      expect(state.facts.status).toBe('CANCELLED');
      expect(state.endedOn).toBe(cancelledOn);
      expect(decided).toMatchObject([{ type: 'ListingCancelled', data: { status: 'CANCELLED', cancelledOn } }]);
      expect(() => checkPublishable(ListingCancelled, decided[0]?.data ?? {})).not.toThrow();
      expect(state.facts).not.toHaveProperty('cancelledOn');
      expect(state.suspension).toBeUndefined();
    },
  );

  it('ends as it was listed; one that was never listed as it was selected', () => {
    const lower = [{ ...samplePrice, unitPrice: 900_000 }];
    const changed = published()
      .on('2025-10-13')
      .given((state, moment) => requestChange(state, { prices: lower, reason: '인하' }, moment));
    expect(cancelled(changed).state.facts.prices).toEqual(lower);
    const emptied = completed().given((state, moment) =>
      completeListing(state, { prices: lower, certificates: [] }, moment),
    );
    const { selected, facts } = cancelled(emptied).state;
    expect([facts.prices, facts.certificates]).toEqual([selected.prices, selected.certificates]);
  });

  it('ends once, and not after another end', proves({ '11.3/listing-cancelled': cancelListing }), () => {
    cancelled(published())
      .when((state, moment) => cancelListing(state, { cancelledOn, users: [] }, moment))
      .thenEvents();
    const expired = published().on('2028-09-20').given(tickListing);
    expired.when((state, moment) => cancelListing(state, { cancelledOn, users: [] }, moment)).thenEvents();
  });

  it('has nothing that waits, for people or for the clock', () => {
    const asked = published()
      .on('2026-01-05')
      .given((state, moment) =>
        requestChange(state, { prices: [{ ...samplePrice, unitPrice: 2_000_000 }], reason: '조정' }, moment),
      );
    expect(waitsIn(listingType, asked)).not.toEqual([]);
    const { state } = cancelled(asked);
    expect(waitsIn(listingType, { state })).toEqual([]);
    expect(listingDueAt(state)).toBeUndefined();
  });

  it('is neither completed, checked, changed, renewed, suspended nor resumed', () => {
    const ended = cancelled(published());
    const reason = '-';
    ended.when((state, moment) => completeListing(state, {}, moment)).thenRefused('LISTING_NOT_PREPARING');
    ended.when(submitListing).thenRefused('LISTING_NOT_PREPARING');
    ended.when(publishListing).thenRefused('LISTING_NOT_IN_CHECK');
    ended.when((state, moment) => returnListing(state, { reason }, moment)).thenRefused('LISTING_NOT_IN_CHECK');
    ended
      .when((state, moment) => requestChange(state, { prices: [samplePrice], reason }, moment))
      .thenRefused('LISTING_NOT_ACTIVE');
    ended.when((state, moment) => approveChange(state, { no: 1, reason }, moment)).thenRefused('LISTING_NOT_ACTIVE');
    ended.when((state, moment) => requestRenewal(state, { reason }, moment)).thenRefused('LISTING_NOT_ACTIVE');
    ended
      .when((state, moment) => suspendListing(state, { cause: 'OTHER', reason }, moment))
      .thenRefused('LISTING_NOT_ACTIVE');
    ended.when((state, moment) => resumeListing(state, { reason }, moment)).thenRefused('LISTING_NOT_SUSPENDED');
  });

  it('stays cancelled when an agreement ends behind it', () => {
    const { state } = cancelled(
      published().given((listing, moment) => followAgreement(listing, sampleAgreement, moment)),
    ).given((listing, moment) => followAgreement(listing, { ...sampleAgreement, status: 'ENDED' }, moment));
    expect(state.facts.status).toBe('CANCELLED');
    expect(state.facts.agreement).toBeUndefined();
  });

  it('F-18: leaves the catalog as it was selected when it was never published', () => {
    const edited = opened()
      .on('2025-09-22')
      .given((state, moment) => completeListing(state, { service: { summary: '아직 쓰는 중' }, prices: [] }, moment));
    const { decided } = cancelled(edited);
    const { service, prices } = opened().state.facts;
    expect(decided).toMatchObject([{ data: { service, prices } }]);
  });
});
