import { sampleCertificate, samplePrice, sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { dutiesOf } from '#common/aggregates/work.js';
import { specification } from '#testing/specification.js';
import { listingType } from '../listing.type.js';
import { listingWork } from '../listing.work.js';
import { listingDueAt } from './expiring.js';
import { migrateListing, type EarlierListing } from './migrating.js';
import { createListing } from './preparing.js';

describe('A listing from the records of before', () => {
  const certificate = { ...sampleCertificate, validFrom: '2020-12-01', validTo: '2027-11-30' };
  const selected = {
    ...ServiceSelected.sample,
    supplier: sampleSupplier,
    service: sampleService,
    certificates: [certificate],
    sessionNo: 5,
    decidedOn: '2021-03-19',
    migrated: true,
  };
  const created = specification(listingType, '2025-08-04').given((_, moment) => createListing(selected, moment));
  const record: EarlierListing = {
    number: 'DS-2021-009001',
    publishedOn: '2021-03-26',
    validTo: '2024-03-19',
    versions: [{ from: '2024-02-01', validTo: '2027-03-19' }],
  };
  const migrate =
    (change: Partial<EarlierListing> = {}): Parameters<typeof created.when>[0] =>
    (state, moment) =>
      migrateListing(state, { ...record, ...change }, moment);

  it('is awaited without a deadline, a reminder or a timer', () => {
    expect([created.state.deadlines, created.state.reminders, listingDueAt(created.state)]).toEqual([
      [],
      [],
      undefined,
    ]);
  });

  it('is published under the number of its source and renewed, with the end of validity as the next thing due', () => {
    const { state } = created.when(migrate()).thenEvents('ListingPublished', 'ListingRenewed');
    expect(state).toMatchObject({
      publishedOn: '2021-03-26',
      validityFrom: '2024-03-19',
      facts: { listingNo: 'DS-2021-009001', status: 'ACTIVE', version: 2, validTo: '2027-03-19', sessionNo: 5 },
    });
    expect(dutiesOf(listingWork, state)).toEqual([]);
    expect(listingDueAt(state)?.toISOString().slice(0, 4)).toBe('2026');
    created.given(migrate()).when(migrate()).thenRefused('LISTING_NOT_PREPARING');
  });

  it('has a version for each change of its prices or certificates', () => {
    const prices = [{ ...samplePrice, unitPrice: 900_000 }];
    const certificates = [certificate, { ...certificate, number: 'CSAP-2', validTo: '2028-11-30' }];
    const versions = [{ from: '2022-01-01', prices }, { from: '2023-01-01', certificates }, ...record.versions];
    const { state } = created
      .when(migrate({ versions }))
      .thenEvents('ListingPublished', 'ListingChanged', 'ListingChanged', 'ListingRenewed');
    expect(state.facts).toMatchObject({ version: 4, prices, certificates, validTo: '2027-03-19' });
    expect(state.changes.map(({ no, class: kind, status }) => [no, kind, status])).toEqual([
      [1, 'PRICE', 'APPLIED'],
      [2, 'CERTIFICATE', 'APPLIED'],
    ]);
  });

  it('is expired at once when its validity has ended, and leaves nothing due', () => {
    const ended = created
      .when(migrate({ versions: [], validTo: '2025-08-03' }))
      .thenEvents('ListingPublished', 'ListingExpired');
    expect(ended.state.facts.status).toBe('EXPIRED');
    expect([listingDueAt(ended.state), dutiesOf(listingWork, ended.state)]).toEqual([undefined, []]);
    created.when(migrate({ versions: [], validTo: '2025-08-04' })).thenEvents('ListingPublished');
  });

  it('is not published before its selection', () => {
    created.when(migrate({ publishedOn: '2021-03-18' })).thenRefused('PUBLISHED_BEFORE_SELECTION', '/publishedOn');
    created.when(migrate({ publishedOn: '2021-03-19' })).thenEvents('ListingPublished', 'ListingRenewed');
  });
});
