import { ListingDelisted } from '#common/events/definitions/listing-delisted.js';
import { checkPublishable } from '#common/events/publishable.js';
import { endOfDay } from '#common/kernel/day.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import { waitsIn } from '#testing/told.js';
import { listingType } from '../listing.type.js';
import {
  completed,
  officerCalled,
  opened,
  published,
  submitted,
  type ListingSpecification,
} from '../testing/listings.js';
import { startListingCheck } from './changing-officer.js';
import { delistListing, requestDelisting, type Delisting } from './delisting.js';
import { listingDueAt, tickListing } from './expiring.js';
import { suspendListing } from './suspending.js';

const reason = '서비스 제공을 끝낸다.';
const delisting = (lastDay: string, users: readonly string[] = []): Delisting => ({ lastDay, reason, users });
const request = (one: Delisting) => (state: ListingSpecification['state'], moment: ListingSpecification['moment']) =>
  requestDelisting(state, one, moment);
const announce = (one: Delisting) => (state: ListingSpecification['state'], moment: ListingSpecification['moment']) =>
  delistListing(state, one, moment);
const TODAY = '2026-03-02';
const listed = () =>
  published(
    submitted().given((state, moment) =>
      startListingCheck(state, { officer: officerCalled('officer'), notLinkedToSupplier: true }, moment),
    ),
  ).on(TODAY);

describe('§11.3: the end of a listing at the request of its supplier', () => {
  it(
    'waits for the responsible officer, and then for its last day',
    proves({ '11.3/listing-delisted': requestDelisting }),
    () => {
      const asked = listed().given(request(delisting('2026-04-30')));
      expect(asked.state.delistingRequest).toEqual({ requestedOn: TODAY, lastDay: '2026-04-30', reason });
      expect(waitsIn(listingType, asked)).toEqual(['DELIST person:officer 2026-03-09T15:00:00.000Z']);
      const announced = asked.given(announce(delisting('2026-04-30')));
      expect(announced.state).toMatchObject({
        facts: { status: 'ACTIVE' },
        delisting: { announcedOn: TODAY, lastDay: '2026-04-30' },
      });
      expect(announced.state.delistingRequest).toBeUndefined();
      expect(waitsIn(listingType, announced)).toEqual([]);
      expect(listingDueAt(announced.state)).toEqual(endOfDay('2026-04-30'));
    },
  );

  it(
    'comes at 24:00 of the last day, not before, and its event is the public facts',
    proves({ '11.3/listing-delisted': tickListing }),
    () => {
      const announced = listed().given(announce(delisting('2026-04-30')));
      announced.on('2026-04-30 23:59').when(tickListing).thenEvents();
      const ended = announced.on('2026-05-01 00:00').given(tickListing);
      expect(ended.state.facts).not.toHaveProperty('delistedOn');
      expect(ended.decided).toMatchObject([
        { type: 'ListingDelisted', data: { status: 'DELISTED', delistedOn: '2026-05-01' } },
      ]);
      expect(() => checkPublishable(ListingDelisted, ended.decided[0]?.data ?? {})).not.toThrow();
      expect(ended.state).toMatchObject({ facts: { status: 'DELISTED' }, endedOn: '2026-05-01' });
      expect([ended.state.delisting, listingDueAt(ended.state)]).toEqual([undefined, undefined]);
      ended.when(announce(delisting('2026-06-30'))).thenRefused('LISTING_NOT_ACTIVE');
      ended.when(request(delisting('2026-06-30'))).thenRefused('LISTING_NOT_ACTIVE');
    },
  );

  it('may be asked for again with another day, and announced with another one', () => {
    const again = listed()
      .given(request(delisting('2026-04-30')))
      .given(request(delisting('2026-05-31')));
    expect(again.state.delistingRequest?.lastDay).toBe('2026-05-31');
    expect(again.state.deadlines.filter(({ key }) => key === 'DELISTING')).toHaveLength(1);
    const later = again.given(announce(delisting('2026-05-31'))).given(announce(delisting('2026-06-30')));
    expect(later.state.delisting?.lastDay).toBe('2026-06-30');
  });

  it('is for a published listing, a suspended one too', proves({ '11.3/listing-delisted': delistListing }), () => {
    for (const listing of [opened(), completed(), submitted()]) {
      listing
        .on(TODAY)
        .when(request(delisting('2026-04-30')))
        .thenRefused('LISTING_NOT_ACTIVE');
      listing
        .on(TODAY)
        .when(announce(delisting('2026-04-30')))
        .thenRefused('LISTING_NOT_ACTIVE');
    }
    listed()
      .given((state, moment) => suspendListing(state, { cause: 'OTHER', reason: '-' }, moment))
      .given(announce(delisting('2026-03-31')))
      .on('2026-04-01')
      .when(tickListing)
      .thenEvents('ListingDelisted');
  });

  it('gives way to an expiry that comes first', () => {
    const announced = published()
      .on('2028-09-10')
      .given(announce(delisting('2028-12-31')));
    announced.on('2029-01-05').when(tickListing).thenEvents('ListingExpired');
    const both = published()
      .on('2028-09-10')
      .given(announce(delisting('2028-09-19')));
    both.on('2028-09-20').when(tickListing).thenEvents('ListingExpired');
    const before = published()
      .on('2028-09-10')
      .given(announce(delisting('2028-09-18')));
    before.on('2028-09-20').when(tickListing).thenEvents('ListingDelisted');
  });
});

describe('Decree Art. 19(2): users of a service', () => {
  it.each([request, announce])(
    'learn thirty days ahead that it ends',
    proves({ '4.7/ending-service': delistListing }),
    (act) => {
      listed()
        .when(act(delisting('2026-03-31', ['1000001'])))
        .thenRefused('DELISTING_TOO_EARLY', '/lastDay');
      expect(listed().given(act(delisting('2026-04-01', ['1000001']))).decided).toHaveLength(1);
      expect(listed().given(act(delisting(TODAY))).decided).toHaveLength(1);
      listed()
        .when(act(delisting('2026-03-01')))
        .thenRefused('DELISTING_TOO_EARLY');
      listed()
        .when(act(delisting('2026-02-30')))
        .thenRefused('DELISTING_TOO_EARLY');
    },
  );

  it('learn it as long ahead as the policy of the day says', () => {
    const policy = PolicyTable.from({
      rows: [{ key: 'catalog.delistingNoticeDays', from: '2026-01-01', value: 60, basis: 'a rule to come' }],
    });
    const listing = published(submitted(completed(opened({}, policy)))).on(TODAY);
    listing.when(announce(delisting('2026-04-30', ['1000001']))).thenRefused('DELISTING_TOO_EARLY');
    expect(listing.given(announce(delisting('2026-05-01', ['1000001']))).state.delisting).toBeDefined();
  });
});
