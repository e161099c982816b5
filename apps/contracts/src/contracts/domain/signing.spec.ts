import { personas } from '#testing/personas.js';
import { drafting, entry, need, negotiated, signing, stating } from '../../testing/contract-steps.js';
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

  it('F-27, R-29: is refused once the agreed period has begun, from either party, and until the day it begins it is not', () => {
    const ordered = drafted.given(signing('INSTITUTION')).by(personas.supplier);
    ordered.on('2025-10-20').when(signing('SUPPLIER', 1)).thenEvents('SignatureGiven', 'ContractSigned');
    ordered.on('2025-10-21').when(signing('SUPPLIER', 1)).thenRefused('PERIOD_PAST');
    drafted.on('2025-10-21').when(signing('INSTITUTION')).thenRefused('PERIOD_PAST');
    // #41: terms for a period that is over when the second party signs.
    ordered.on('2026-12-05').when(signing('SUPPLIER', 1)).thenRefused('PERIOD_PAST');
  });

  it('F-27, R-29: of terms agreed again follows a new draft, and a try before never concludes', () => {
    const late = drafted.given(signing('INSTITUTION')).on('2025-10-21');
    const period = { ...need.period, from: '2025-10-27' };
    const reopened = late.when(stating('SUPPLIER', { period })).thenEvents('TermsReopened', 'TermsStated');
    expect(reopened.state).toMatchObject({ status: 'NEGOTIATING', attempt: 2, signatures: [] });
    expect(Object.keys(reopened.state)).not.toEqual(expect.arrayContaining(['terms']));
    expect(Object.keys(reopened.state)).not.toEqual(expect.arrayContaining(['deposit']));
    expect(reopened.state.step).toMatchObject({ key: 'TERMS', rule: 'A-17' });
    const agreed = reopened.given(stating('INSTITUTION', { period }), drafting());
    const signed = agreed.given(signing('INSTITUTION')).by(personas.supplier);
    signed.when(signing('SUPPLIER', 1)).thenRefused('SIGNING_LAPSED');
    expect(signed.given(signing('SUPPLIER', 2)).state.concluded?.period).toEqual(period);
  });

  it('of a try lapses once', () => {
    drafted.given(lapsing(1)).when(lapsing(1)).thenEvents();
  });
});
