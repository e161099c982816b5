import { entry, negotiated, signing } from '../../testing/contract-steps.js';
import type { ContractState } from './contract.state.js';
import { concludes, lapseSigning } from './signing.js';

const lapsing = (attempt: number) => (contract: ContractState) => lapseSigning(contract, { attempt });

describe('Signing', () => {
  const drafted = negotiated('drafted').on('2025-10-17');

  it('is for each party once', () => {
    const signed = drafted.given(signing('SUPPLIER'));
    signed.when(signing('SUPPLIER')).thenRefused('ALREADY_SIGNED');
    expect(concludes(signed.state, 'INSTITUTION')).toBe(true);
  });

  it('asks the catalog again: what was contractable when quoted need not be now', () => {
    const suspended = entry({ status: 'SUSPENDED' });
    drafted.when(signing('SUPPLIER', undefined, suspended)).thenRefused('LISTING_NOT_CONTRACTABLE');
  });

  it('concludes only on money reserved for the try that has not lapsed', () => {
    const ordered = drafted.given(signing('INSTITUTION'));
    ordered.when(signing('SUPPLIER')).thenRefused('SIGNING_LAPSED');
    const lapsed = ordered.on('2025-10-17 11:00').given(lapsing(1));
    lapsed.when(signing('SUPPLIER', 1)).thenRefused('SIGNING_LAPSED');
    const concluded = lapsed.given(signing('SUPPLIER', 2));
    expect(concluded.state).toMatchObject({ status: 'CONCLUDED', attempt: 2 });
    concluded.when(lapsing(2)).thenEvents();
  });

  it('of a try lapses once', () => {
    drafted.given(lapsing(1)).when(lapsing(1)).thenEvents();
  });
});
