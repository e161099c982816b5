import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import { submitted } from '../testing/listings.js';
import { ensureNotDebarred, ofUndebarred } from './debarred.rules.js';
import { followDebarment } from './following-debarments.js';
import { publishListing } from './publishing.js';

const order = { no: 1, from: '2025-09-25', to: '2026-03-24' };

describe('A supplier that is debarred (부정당업자)', () => {
  it.each([
    ['the day before', '2025-09-24', false],
    ['its first day', '2025-09-25', true],
    ['its last day', '2026-03-24', true],
    ['the day after', '2026-03-25', false],
  ] as const)(
    'is stopped by the days of its debarment: %s',
    proves({ '11.3/debarred': ensureNotDebarred }),
    (_which, day, isStopped) => {
      const asked = () => ensureNotDebarred([order], momentOf(day));
      if (isStopped) expect(asked).toThrow(expect.objectContaining({ code: 'SUPPLIER_DEBARRED' }) as Error);
      else expect(asked).not.toThrow();
    },
  );

  it('is free from the day on which it was lifted', () => {
    expect(() => ensureNotDebarred([{ ...order, freeFrom: '2025-12-01' }], momentOf('2025-12-01'))).not.toThrow();
  });

  it('has no listing published', proves({ '11.3/debarred': ofUndebarred }), () => {
    const listing = submitted().on('2025-09-25');
    listing.when(ofUndebarred([order], publishListing)).thenRefused('SUPPLIER_DEBARRED');
    listing.when(ofUndebarred([], publishListing)).thenEvents('ListingPublished');
    // One that is to come was told before the listing was there.
    const toCome = { ...order, from: '2025-12-01' };
    listing.when(ofUndebarred([toCome], publishListing)).thenEvents('ListingPublished', 'SupplierDebarmentNoted');
    // The copy knows the ground as well: what is noted is not noted again for it.
    const noted = listing.given((state, moment) => followDebarment(state, toCome, moment));
    const copied = [{ ...toCome, ground: 'COLLUSION' }];
    noted.when(ofUndebarred(copied, publishListing)).thenEvents('ListingPublished');
  });
});
