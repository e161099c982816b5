import { sampleCertificate, samplePrice } from '#common/events/definitions/samples.js';
import type { Moment } from '#common/kernel/clock.js';
import type { CmsSignature } from '#common/kernel/cms-signature.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import { personas } from '#testing/personas.js';
import { momentOf, refusalOf } from '#testing/specification.js';
import { drafting, entry, need, negotiated, paper, planned, signing, stating } from '../../testing/contract-steps.js';
import type { ContractState, Party } from './contract.state.js';
import { concludes, ensureElectronic, ensureMaySign, lapseSigning, signContract } from './signing.js';
import { ensureNotSigned, hasBegun } from './contract.rules.js';
import { ensureContractable, whyNotContractable } from './catalog-entry.js';

const lapsing = (attempt: number) => (contract: ContractState) => lapseSigning(contract, { attempt });

describe('Signing', () => {
  const drafted = negotiated('drafted').on('2025-10-17');

  it('is for each party once', proves({ '11.4/concluded': ensureNotSigned }), () => {
    const signed = drafted.given(signing('SUPPLIER'));
    signed.when(signing('SUPPLIER')).thenRefused('ALREADY_SIGNED');
    expect(concludes(signed.state, { party: 'INSTITUTION' })).toBe(true);
  });

  it(
    'asks the catalog again: what was contractable when quoted need not be now',
    proves({ '11.4/concluded': ensureContractable, '11.5/race-listing': ensureContractable }),
    () => {
      const suspended = entry({ status: 'SUSPENDED' });
      drafted.when(signing('SUPPLIER', undefined, suspended)).thenRefused('LISTING_NOT_CONTRACTABLE');
    },
  );

  it(
    '§11.5: is refused once a certificate has ended that was valid when quoted',
    proves({ '11.5/race-certificate': whyNotContractable }),
    () => {
      const ending = entry({ certificates: [{ ...sampleCertificate, validTo: '2025-10-17' }] });
      const before = negotiated('drafted', planned(), { listed: ending });
      before
        .on('2025-10-17')
        .when(signing('INSTITUTION', undefined, ending))
        .thenEvents('SignatureGiven');
      before
        .on('2025-10-18')
        .when(signing('INSTITUTION', undefined, ending))
        .thenRefused('LISTING_NOT_CONTRACTABLE');
    },
  );

  it.each(['CANCELLED', 'SUSPENDED'] as const)(
    '§11.5: is refused when its listing is %s after the terms',
    proves({ '11.5/race-listing': ensureMaySign }),
    (status) => {
      const gone = entry({ status });
      drafted.when(signing('INSTITUTION', undefined, gone)).thenRefused('LISTING_NOT_CONTRACTABLE');
      const ordered = drafted.given(signing('INSTITUTION')).by(personas.supplier);
      ordered.when(signing('SUPPLIER', 1, gone)).thenRefused('LISTING_NOT_CONTRACTABLE');
    },
  );

  it(
    '§11.5, A-24: concludes on the version that was pinned, whatever its price became',
    proves({ '11.5/race-price': signContract, '4.6/raise-new-contracts': signContract }),
    () => {
      const dearer = entry({ version: 2, prices: [{ ...samplePrice, unitPrice: 2_000_000 }] });
      const concluded = drafted
        .given(signing('INSTITUTION', undefined, dearer))
        .by(personas.supplier)
        .given(signing('SUPPLIER', 1, dearer));
      expect(concluded.state.concluded).toMatchObject({
        listingVersion: 1,
        amount: 10_800_000,
        lines: [{ unitPrice: 900_000 }],
      });
    },
  );

  it(
    'concludes only on money reserved for the try that has not lapsed',
    proves({ '11.4/budget-reserved': signContract, '11.4/concluded': signContract }),
    () => {
      const ordered = drafted.given(signing('INSTITUTION'));
      ordered.when(signing('SUPPLIER')).thenRefused('SIGNING_LAPSED');
      const lapsed = ordered.on('2025-10-17 11:00').given(lapsing(1));
      lapsed.when(signing('SUPPLIER', 1)).thenRefused('SIGNING_LAPSED');
      const concluded = lapsed.given(signing('SUPPLIER', 2));
      expect(concluded.state).toMatchObject({ status: 'CONCLUDED', attempt: 2 });
      concluded.when(lapsing(2)).thenEvents();
    },
  );

  it(
    'F-27, R-29: is refused once the agreed period has begun, from either party, and until the day it begins it is not',
    proves({ 'R-29': hasBegun }),
    () => {
      const ordered = drafted.given(signing('INSTITUTION')).by(personas.supplier);
      ordered.on('2025-10-20').when(signing('SUPPLIER', 1)).thenEvents('SignatureGiven', 'ContractSigned');
      ordered.on('2025-10-21').when(signing('SUPPLIER', 1)).thenRefused('PERIOD_PAST');
      drafted.on('2025-10-21').when(signing('INSTITUTION')).thenRefused('PERIOD_PAST');
      // #41: terms for a period that is over when the second party signs.
      ordered.on('2026-12-05').when(signing('SUPPLIER', 1)).thenRefused('PERIOD_PAST');
    },
  );

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

  describe('electronically', () => {
    const asked = PolicyTable.from({
      rows: [{ key: 'contracts.signature', from: '2025-01-01', value: 'CMS', basis: '시험' }],
    });
    const certificate = {
      subject: 'CN=수요기관 1, organizationIdentifier=GO:KR-1000001',
      issuer: 'CN=시험',
      serialNumber: '01',
      notBefore: '2025-01-01T00:00:00.000Z',
      notAfter: '2026-01-01T00:00:00.000Z',
      organisation: '1000001',
    };
    const cms = { p7s: 'MII=', sha256: paper.sha256, signedAt: '2025-10-17T01:00:00.000Z', certificate };
    const electronic =
      (changed: Partial<CmsSignature> = {}, party: Party = 'INSTITUTION') =>
      (contract: ContractState, moment: Moment) =>
        signContract(contract, { party, entry: entry(), cms: { ...cms, ...changed } }, moment);

    it('R-47: is asked for by policy, and else attested', proves({ 'R-47': ensureElectronic }), () => {
      const moment = momentOf('2025-10-17', asked);
      const given = { party: 'INSTITUTION', entry: entry() } as const;
      drafted.when(signing('INSTITUTION')).thenEvents('SignatureGiven');
      expect(refusalOf(() => signContract(drafted.state, given, moment))).toBe('CMS_REQUIRED');
      expect(signContract(drafted.state, { ...given, cms }, moment)).toMatchObject([{ data: { cms } }]);
      const signed = drafted.when(electronic()).thenEvents('SignatureGiven');
      expect(signed.state.signatures).toMatchObject([{ party: 'INSTITUTION', act: 'SIGNATURE', cms }]);
    });

    it(
      'R-47: is never taken for an attestation when it could not be checked',
      proves({ 'R-47': ensureMaySign }),
      () => {
        const unchecked = { party: 'INSTITUTION', entry: entry(), isUnchecked: true } as const;
        drafted
          .when((contract, moment) => signContract(contract, unchecked, moment))
          .thenRefused('CONTRACT_NOT_SIGNING');
        drafted.when(electronic()).thenEvents('SignatureGiven');
      },
    );

    it(
      'R-47: is over the document of this draft, by the organisation of the party',
      proves({ 'R-47': ensureElectronic, '5.4/contract-document': ensureElectronic }),
      () => {
        drafted.when(electronic({ sha256: 'b'.repeat(64) })).thenRefused('CMS_OTHER_CONTENT');
        drafted.when(electronic({}, 'SUPPLIER')).thenRefused('CMS_OTHER_ORGANISATION');
        const { organisation: _, ...anonymous } = certificate;
        drafted.when(electronic({ certificate: anonymous })).thenRefused('CMS_OTHER_ORGANISATION');
      },
    );

    it('R-47: is made since the document was, by clocks that agree to within minutes', () => {
      const times = [
        ['2025-10-16T00:54:59.999Z', 'CMS_TIME_INVALID'],
        ['2025-10-16T00:55:00.000Z', undefined],
        ['2025-10-17T01:05:00.000Z', undefined],
        ['2025-10-17T01:05:00.001Z', 'CMS_TIME_INVALID'],
      ] as const;
      for (const [signedAt, code] of times) {
        const decided = drafted.when(electronic({ signedAt }));
        if (code === undefined) decided.thenEvents('SignatureGiven');
        else decided.thenRefused(code);
      }
    });
  });

  it('of a try lapses once', () => {
    drafted.given(lapsing(1)).when(lapsing(1)).thenEvents();
  });
});
