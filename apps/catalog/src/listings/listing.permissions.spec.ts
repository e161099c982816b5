import { differencesInSight, everyReader } from '#testing/visibility.js';
import { listingPermissions } from './listing.permissions.js';
import { completed, opened, published } from './testing/listings.js';

describe('S8: a list of listing files', () => {
  const states = [opened(), completed(), published()].map(({ state }) => state);

  it.each([undefined, states[0]?.facts.supplier.businessNumber, '9999999999'])(
    'holds for organisation %s exactly what the table of permissions allows',
    (org) => {
      expect(differencesInSight(listingPermissions, 'listListingFiles', states, everyReader('someone', org))).toEqual(
        [],
      );
    },
  );
});
