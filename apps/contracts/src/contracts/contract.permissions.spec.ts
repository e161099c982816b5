import { differencesInSight, everyReader } from '#testing/visibility.js';
import { askingQuotes, entry, negotiated, planned, secondListing } from '../testing/contract-steps.js';
import { joint } from '../testing/joint-steps.js';
import { contractPermissions } from './contract.permissions.js';

describe('S8: a list of contracts', () => {
  const states = [
    planned(),
    negotiated('quoting'),
    planned()
      .on('2025-09-30')
      .given(askingQuotes(entry(), entry(secondListing))),
    negotiated('chosen'),
    negotiated('ordered'),
    negotiated('signed'),
    joint('quoted'),
    joint('drafted'),
  ].map(({ state }) => state);

  it.each(['1234567890', '2222222222', '3333333333', '9999999999', '1000001', '1000002', undefined])(
    'holds for organisation %s exactly what the table of permissions allows',
    (org) => {
      expect(differencesInSight(contractPermissions, 'listContracts', states, everyReader('someone', org))).toEqual([]);
    },
  );
});
