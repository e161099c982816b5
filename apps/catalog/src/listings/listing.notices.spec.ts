import { toldBy } from '#testing/told.js';
import { cancelListing } from './domain/cancelling.js';
import { startListingCheck } from './domain/changing-officer.js';
import { delistListing } from './domain/delisting.js';
import { tickListing } from './domain/expiring.js';
import { suspendListing } from './domain/suspending.js';
import { listingType } from './listing.type.js';
import { officerCalled, published } from './testing/listings.js';

const users = ['1000001', '1000002'];
const secret = '기준 미달이 확인되었다.';
const listed = published().on('2026-03-02');
const { businessNumber } = listed.state.facts.supplier;
const told = (notices: ReturnType<typeof toldBy>) => notices.map(({ reason, to }) => `${reason} ${to}`);

describe('What is told of a listing', () => {
  it('Decree Art. 19(2): its supplier and each user learn its last day, and again when that day is moved', () => {
    const announce = (lastDay: string) =>
      listed.given((state, moment) => delistListing(state, { lastDay, reason: secret, users }, moment));
    const notices = toldBy(listingType, announce('2026-04-30'), 'ListingDelistingAnnounced');
    expect(told(notices)).toEqual([
      `LISTING_DELISTING SUPPLIER@${businessNumber}`,
      'LISTING_DELISTING INSTITUTION@1000001',
      'LISTING_DELISTING INSTITUTION@1000002',
    ]);
    expect(notices[1]?.text).toMatchObject({
      ko: expect.stringContaining('2026-04-30까지'),
      en: expect.stringContaining('until 2026-04-30'),
    });
    expect(JSON.stringify(notices)).not.toContain(secret);
    const moved = toldBy(listingType, announce('2026-05-31'), 'ListingDelistingAnnounced');
    expect(moved.map(({ once }) => once)).not.toEqual(notices.map(({ once }) => once));
  });

  it('§11.3: its supplier learns that it left', () => {
    const ended = listed
      .given((state, moment) => delistListing(state, { lastDay: '2026-04-30', reason: secret, users }, moment))
      .on('2026-05-01')
      .given(tickListing);
    expect(told(toldBy(listingType, ended, 'ListingDelisted'))).toEqual([
      `LISTING_DELISTED SUPPLIER@${businessNumber}`,
    ]);
  });

  it('A-14: a cancellation is told to its supplier and its users, without the ground', () => {
    const cancelled = listed.given((state, moment) =>
      cancelListing(state, { cancelledOn: '2026-03-02', users: ['1000001'] }, moment),
    );
    const notices = toldBy(listingType, cancelled, 'ListingCancelled');
    expect(told(notices)).toEqual([
      `LISTING_CANCELLED SUPPLIER@${businessNumber}`,
      'LISTING_CANCELLED INSTITUTION@1000001',
    ]);
    expect(notices[1]?.text.en).toContain('Running contracts go on');
  });

  it('§11.3: a suspension is told to its supplier at once, without the reason', () => {
    const suspended = listed.given((state, moment) =>
      suspendListing(state, { cause: 'OTHER', reason: secret }, moment),
    );
    const notices = toldBy(listingType, suspended, 'ListingSuspended');
    expect(told(notices)).toEqual([`LISTING_SUSPENDED SUPPLIER@${businessNumber}`]);
    expect(JSON.stringify(notices)).not.toContain(secret);
  });

  it('S22 Art. 31: it names the officer by name, unit and contact; the desk where there is none', () => {
    const suspends = (from: typeof listed) =>
      toldBy(
        listingType,
        from.given((state, moment) => suspendListing(state, { cause: 'OTHER', reason: secret }, moment)),
        'ListingSuspended',
      )[0]?.contact;
    const { sub, ...named } = officerCalled('officer');
    const withOfficer = listed.given((state, moment) =>
      startListingCheck(state, { officer: { sub, ...named }, notLinkedToSupplier: true }, moment),
    );
    expect(suspends(withOfficer)).toEqual(named);
    expect(suspends(listed)).toEqual(listed.moment.policy['notices.desk']);
  });
});
