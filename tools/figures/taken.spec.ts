import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { recordId, type InstitutionRecord, type SelectionRecord } from '#common/records/shapes.js';
import { specification } from '#testing/specification.js';
import { migrateAgreement } from '../../apps/catalog/src/agreements/domain/migrating.js';
import { agreementType } from '../../apps/catalog/src/agreements/agreement.type.js';
import { migrateListing } from '../../apps/catalog/src/listings/domain/migrating.js';
import { createListing } from '../../apps/catalog/src/listings/domain/preparing.js';
import type { ListingState } from '../../apps/catalog/src/listings/domain/listing.state.js';
import { listingType } from '../../apps/catalog/src/listings/listing.type.js';
import { listedService, unsoldIn } from '../../apps/catalog/src/read-models/services-without-contract/domain/unsold.js';
import { contractType } from '../../apps/contracts/src/contracts/contract.type.js';
import {
  factsBefore,
  migrateContract,
  migrateRegistration,
} from '../../apps/contracts/src/contracts/domain/migrating.js';
import {
  RED_FLAGS,
  redFlagsOn,
  type Purchase,
} from '../../apps/contracts/src/read-models/red-flags/domain/flagging.js';
import { generateRecords, SEED } from './generate.js';

/** A refusal of any line would throw. */
describe('The rules of the services take the generated records', () => {
  const records = generateRecords(SEED);
  const day = '2025-08-04';
  const suppliers = new Map<string, SupplierFacts>();
  const institutions = new Map<string, InstitutionRecord>();
  const selections = new Map<string, SelectionRecord>();
  const listings = new Map<string, ListingFacts>();
  const states: ListingState[] = [];
  for (const record of records) {
    if (record.kind === 'supplier')
      suppliers.set(record.number, { businessNumber: record.number, name: record.name, size: record.size });
    if (record.kind === 'institution') institutions.set(record.number, record);
    if (record.kind === 'selection') selections.set(record.number, record);
    if (record.kind === 'listing') listings.set(record.number, listed(record));
  }

  function listed(record: Extract<(typeof records)[number], { kind: 'listing' }>): ListingFacts {
    const { number, supplier, sessionNo, decidedOn, service, prices, certificates } = selections.get(record.selection)!;
    const applicationId = recordId('selection', number);
    const decision = { caseId: applicationId, applicationId, applicationVersion: 1, sessionNo, decidedOn };
    const selected = { ...decision, supplier: suppliers.get(supplier)!, service, prices, certificates, migrated: true };
    const { state } = specification(listingType, day)
      .given((_, moment) => createListing(selected, moment))
      .given((before, moment) => migrateListing(before, record, moment));
    states.push(state);
    return state.facts;
  }

  it('listings: all of them in force, with a version for each renewal', () => {
    for (const record of records) {
      if (record.kind !== 'listing') continue;
      const { status, version, validTo } = listings.get(record.number)!;
      expect([status, version]).toEqual(['ACTIVE', 1 + record.versions.length]);
      // Until the story is over none of them ends.
      expect(validTo! > '2025-10-31').toBe(true);
    }
  });

  it('agreements: never two in force for one listing', () => {
    const inForce = records.flatMap((record) => {
      if (record.kind !== 'agreement') return [];
      const { listingId, supplier, service } = listings.get(record.listing)!;
      const stated = { agreementId: recordId('agreement', record.number), listingId, itemName: service.name };
      const earlier = { ...record, ...stated, supplier: supplier.businessNumber };
      const { state } = specification(agreementType, day).given((_, moment) => migrateAgreement(earlier, moment));
      return state.facts.status === 'IN_FORCE' ? [listingId] : [];
    });
    expect(inForce.length).toBeGreaterThan(0);
    expect(new Set(inForce).size).toBe(inForce.length);
  });

  it('contracts, each with the registration of its use', () => {
    const concluded = new Map(
      records.flatMap((record) => {
        if (record.kind !== 'contract') return [];
        const { number: code, name, type, ministry } = institutions.get(record.institution)!;
        const institution = { code, name, type, ...(ministry !== undefined && { ministry }) };
        const earlier = { ...record, contractId: recordId('contract', record.number) };
        const referred = { listing: listings.get(record.listing)!, institution };
        const made = specification(contractType, day).given((_, moment) =>
          migrateContract({ facts: factsBefore(earlier, referred, moment), projectName: record.projectName }, moment),
        );
        return [[record.number, made] as const];
      }),
    );
    const registered = records.flatMap((record) => {
      if (record.kind !== 'registration') return [];
      const { state } = concluded
        .get(record.contract)!
        .given((known, moment) => migrateRegistration(known, record, moment));
      return state.registration?.status === 'REGISTERED' ? [state.concluded!.amount] : [];
    });
    expect([registered.length, registered.reduce((sum, amount) => sum + amount, 0)]).toEqual([1_964, 642_100_000_000]);
  });

  it('FX-11: of 89 SaaS services that were listed by the end of 2023, 70 have no contract of that year', () => {
    const services = states.flatMap((state) => listedService(state) ?? []);
    const lastConcluded = new Map<string, Day>();
    for (const record of records) {
      if (record.kind !== 'contract' || record.concludedOn > '2023-12-31') continue;
      const { listingId } = listings.get(record.listing)!;
      const last = lastConcluded.get(listingId) ?? '';
      lastConcluded.set(listingId, last > record.concludedOn ? last : record.concludedOn);
    }
    const asked = { from: '2023-01-01', to: '2023-12-31', type: 'SAAS' };
    const unsold = unsoldIn(services, lastConcluded, asked);
    expect([unsold.listed, unsold.withContract, unsold.services.length]).toEqual([89, 19, 70]);
  });

  it('red flags: few enough to be looked at, and each with its figures', () => {
    const purchases = records.flatMap((record): readonly Purchase[] => {
      if (record.kind !== 'contract') return [];
      const { number: contractNo, institution: code, supplier, amount, concludedOn } = record;
      const { name } = institutions.get(code)!;
      const [institution, seller] = [{ code, name }, suppliers.get(supplier)!];
      return [{ contractId: contractNo, contractNo, institution, supplier: seller, amount, concludedOn }];
    });
    const flags = redFlagsOn(purchases, [], PolicyTable.defaults.on(day));
    const counts = Object.fromEntries(RED_FLAGS.map((rule) => [rule, flags.filter((one) => one.rule === rule).length]));
    expect(counts).toEqual({ EQUAL_OFFERS: 0, SPLIT_PURCHASES: 2, SINGLE_SUPPLIER: 0 });
    for (const { figures, contracts } of flags) expect(figures.contracts).toBe(contracts.length);
  });
});
