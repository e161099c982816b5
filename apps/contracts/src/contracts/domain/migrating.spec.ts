import { sampleContract } from '#common/events/definitions/contract-facts.js';
import { sampleListing, type ListingFacts } from '#common/events/definitions/listing-facts.js';
import { recordId, type ContractRecord } from '#common/records/shapes.js';
import { sampleContractRecord, sampleInstitutionRecord, sampleRegistrationRecord } from '#common/records/samples.js';
import { dutiesOf } from '#common/aggregates/work.js';
import { refusalOf, specification } from '#testing/specification.js';
import { contractType } from '../contract.type.js';
import { contractWork } from '../contract.work.js';
import { factsBefore, migrateContract, migrateRegistration } from './migrating.js';
import { nextTick } from './ticking.js';

describe('A contract concluded before this system', () => {
  const nothing = specification(contractType, '2025-11-03');
  const facts = { ...sampleContract, origin: 'MIGRATED' as const };

  it('is taken over with its registration, and reserves nothing', () => {
    const registered = { on: '2025-10-31', actualUser: '수요기관 1' };
    const { state } = nothing
      .when((_, moment) => migrateContract({ facts, projectName: '이관', registered }, moment))
      .thenEvents('ContractPlanned', 'ContractSigned', 'ContractStarted', 'UsageRegistered');
    expect(state).toMatchObject({ status: 'ACTIVE', registration: { status: 'REGISTERED' } });
    expect(state.concludedAttempt).toBeUndefined();
    // What is left is the end of its use.
    expect(nextTick(state)?.toISOString()).toBe('2026-09-03T15:00:00.000Z');
  });

  it('can still be registered when it never was', () => {
    const { state } = nothing.given((_, moment) => migrateContract({ facts, projectName: '이관' }, moment));
    expect(state.registration?.status).toBe('DUE');
  });
});

describe('A line of a contract', () => {
  const { number: institutionCode, kind: _, synthetic: __, ...institution } = sampleInstitutionRecord;
  const listing: ListingFacts = {
    ...sampleListing,
    supplier: { businessNumber: sampleContractRecord.supplier, name: '제공기업 1001', size: 'SMALL_MEDIUM' },
    version: 2,
    selectedOn: '2021-03-19',
    validTo: '2027-03-19',
  };
  const referred = { listing, institution: { code: institutionCode, ...institution } };
  const nothing = specification(contractType, '2025-08-04');
  const factsOf = (change: Partial<ContractRecord> = {}, known = referred) =>
    factsBefore(
      { ...sampleContractRecord, contractId: recordId('contract', sampleContractRecord.number), ...change },
      known,
      nothing.moment,
    );
  const migrated = nothing.given((___, moment) =>
    migrateContract({ facts: factsOf(), projectName: '문서 자동화 도입', synthetic: true }, moment),
  );

  it('has from its listing, institution and lines what it does not state', () => {
    expect(factsOf()).toMatchObject({
      contractId: recordId('contract', 'R-2021-09001'),
      contractNo: 'R-2021-09001',
      legalBasis: '조달사업법 시행령 제14조제1호·제16조',
      agreementNo: '00-21-90001-00',
      institution: { code: 'INST-9001', type: 'STATE' },
      supplier: listing.supplier,
      listingId: listing.listingId,
      kind: listing.service.kind,
      lines: [{ priceCode: 'STD', amount: 10_800_000 }],
      vat: 981_818,
      leadTimeBusinessDays: 10,
      origin: 'MIGRATED',
    });
  });

  it.each<[string, Partial<ContractRecord>, Partial<ListingFacts>, string]>([
    ['another supplier than that of the listing', { supplier: '1234567891' }, {}, 'SUPPLIER_NOT_OF_LISTING'],
    ['a version that the listing never had', { listingVersion: 3 }, {}, 'LISTING_VERSION_UNKNOWN'],
    ['a conclusion before the selection', {}, { selectedOn: '2021-04-29' }, 'CONTRACT_OUTSIDE_VALIDITY'],
    ['a conclusion after the validity', {}, { validTo: '2021-04-27' }, 'CONTRACT_OUTSIDE_VALIDITY'],
  ])('is refused with %s', (___, change, of, code) => {
    expect(refusalOf(() => factsOf(change, { ...referred, listing: { ...listing, ...of } }))).toBe(code);
  });

  it('is taken over on the first and on the last day of the validity', () => {
    for (const of of [{ selectedOn: '2021-04-28' }, { validTo: '2021-04-28' }])
      expect(factsOf({}, { ...referred, listing: { ...listing, ...of } }).concludedOn).toBe('2021-04-28');
  });

  it('leaves nobody to be told of a registration that was due long ago; reminders begin a month later', () => {
    expect(migrated.state).toMatchObject({
      synthetic: true,
      registration: { status: 'OVERDUE', enteredOn: '2025-08-04' },
    });
    expect(nextTick(migrated.state)?.toISOString()).toBe('2025-09-04T15:00:00.000Z');
    const duties = dutiesOf(contractWork, migrated.state);
    expect(duties.map(({ code: duty, deadline }) => [duty, deadline])).toEqual([['REGISTER_USAGE', undefined]]);
  });

  it('is followed by its registration, once, on the day of the source', () => {
    const registered = migrated
      .when((state, moment) => migrateRegistration(state, sampleRegistrationRecord, moment))
      .thenEvents('UsageRegistered');
    expect(registered.decided[0]?.data).toMatchObject({
      registeredOn: '2021-05-10',
      amount: 10_800_000,
      actualUser: '수요기관 9001',
    });
    expect([nextTick(registered.state), dutiesOf(contractWork, registered.state)]).toEqual([undefined, []]);
    registered
      .when((state, moment) => migrateRegistration(state, sampleRegistrationRecord, moment))
      .thenRefused('USAGE_REGISTERED');
  });

  it('is not registered before it was concluded', () => {
    const register = (registeredOn: string) =>
      migrated.when((state, moment) =>
        migrateRegistration(state, { ...sampleRegistrationRecord, registeredOn }, moment),
      );
    register('2021-04-27').thenRefused('REGISTERED_BEFORE_CONCLUSION');
    register('2021-04-28').thenEvents('UsageRegistered');
  });
});
