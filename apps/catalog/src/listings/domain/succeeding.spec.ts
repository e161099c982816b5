import { ListingChanged } from '#common/events/definitions/listing-changed.js';
import { sampleListing } from '#common/events/definitions/listing-facts.js';
import { checkPublishable } from '#common/events/publishable.js';
import type { Moment } from '#common/kernel/clock.js';
import { proves } from '#testing/proves.js';
import { toldBy } from '#testing/told.js';
import { listingType } from '../listing.type.js';
import { opened, published } from '../testing/listings.js';
import { delistListing } from './delisting.js';
import { tickListing } from './expiring.js';
import type { ListingState } from './listing.state.js';
import { nameSuccessor } from './succeeding.js';

describe('The successor of a listing (대체 서비스)', () => {
  const listed = published().on('2026-03-02');
  const later = '018f6f2a-0000-7000-8000-00000000000c';
  const other = (changed: Partial<ListingState['facts']> = {}): ListingState => ({
    ...listed.state,
    facts: {
      ...listed.state.facts,
      listingId: later,
      listingNo: 'DS-2026-000007',
      selectedOn: '2026-01-16',
      ...changed,
    },
  });
  const naming =
    (successor: ListingState | undefined = other(), users: readonly string[] = []) =>
    (listing: ListingState, moment: Moment) =>
      nameSuccessor(listing, { successor, reason: '새 판으로 대체', users }, moment);

  it(
    '§11.3: is shown with the listing, whose content keeps its version',
    proves({ '11.3/listing-successor': nameSuccessor }),
    () => {
      const named = listed.given(naming());
      expect(named.decided).toMatchObject([{ type: 'ListingChanged', reason: '새 판으로 대체' }]);
      expect(() => checkPublishable(ListingChanged, named.decided[0]?.data ?? {})).not.toThrow();
      expect(named.state.facts.successor).toEqual({ listingId: later, listingNo: 'DS-2026-000007' });
      expect(named.state.facts.version).toBe(listed.state.facts.version);
      named.when(naming()).thenRefused('NOTHING_CHANGED');
      const again = named.given(naming(other({ listingId: sampleListing.applicationId, listingNo: 'DS-2026-000008' })));
      expect(again.state.facts.successor?.listingNo).toBe('DS-2026-000008');
    },
  );

  it('§11.3: is named after the end as well, and never before the publication', () => {
    opened().when(naming()).thenRefused('LISTING_NOT_PUBLISHED');
    const delisting = { lastDay: '2026-04-30', reason: '종료', users: [] };
    const ended = listed
      .given((listing, moment) => delistListing(listing, delisting, moment))
      .on('2026-05-01')
      .given(tickListing);
    const named = ended.given(naming());
    expect(named.state.facts).toMatchObject({ status: 'DELISTED', successor: { listingId: later } });
  });

  it.each<[string, ListingState | undefined]>([
    ['that nobody knows', undefined],
    ['that is not listed yet', other({ status: 'IN_CHECK' })],
    ['that has ended', other({ status: 'EXPIRED' })],
    ['of another supplier', other({ supplier: { ...listed.state.facts.supplier, businessNumber: '2222222222' } })],
    ['that was selected before', other({ selectedOn: '2025-09-18' })],
    ['with a lower number of the same day', other({ selectedOn: '2025-09-19', listingNo: 'DS-2025-000001' })],
    ['that is the listing itself', listed.state],
  ])('§11.3: is no listing %s', proves({ '11.3/listing-successor': nameSuccessor }), (_, successor) => {
    listed
      .when((listing, moment) => nameSuccessor(listing, { successor, reason: '대체', users: [] }, moment))
      .thenRefused('SUCCESSOR_INVALID');
  });

  it('§11.3: may be suspended, or have a higher number of the same day', () => {
    listed.when(naming(other({ status: 'SUSPENDED' }))).thenEvents('ListingChanged');
    const sameDay = { selectedOn: listed.state.facts.selectedOn, listingNo: `${listed.state.facts.listingNo}1` };
    listed.when(naming(other(sameDay))).thenEvents('ListingChanged');
  });

  it('§11.3: is told to the supplier and to each institution whose contract on it runs', () => {
    const told = toldBy(listingType, listed.given(naming(other(), ['1000001'])), 'ListingChanged');
    expect(told.map(({ reason }) => reason)).toEqual(['LISTING_SUCCEEDED', 'LISTING_SUCCEEDED']);
    expect(told.map(({ to }) => JSON.stringify(to)).join()).toContain('1000001');
  });
});
