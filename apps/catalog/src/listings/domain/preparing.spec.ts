import * as fc from 'fast-check';
import { sampleAi, sampleIds, samplePrice, sampleService } from '#common/events/definitions/samples.js';
import { propertyRuns } from '#testing/property-runs.js';
import { momentOf } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { completed, contact, opened, published, selected, submitted } from '../testing/listings.js';
import {
  completeListing,
  createListing,
  listingIdOf,
  missingParts,
  submitListing,
  type Completion,
} from './preparing.js';
import { ensurePlausiblePrices } from './listing.rules.js';

describe('A listing of a selected service', { timeout: 60_000 }, () => {
  it(
    'is the same listing however often the selection is delivered',
    proves({ '11.3/listing-created': createListing, '11.5/selected-lists': createListing, '11.6/1': listingIdOf }),
    () => {
      const moment = momentOf('2025-09-19');
      expect(opened().state.facts.listingId).toBe(listingIdOf(selected().applicationId));
      expect(createListing(selected(), moment)).toEqual(createListing(selected(), moment));
    },
  );

  it(
    'opens in preparation, prefilled with what was voted on, and has a readable number',
    proves({ '11.3/listing-created': createListing, '11.5/selected-lists': createListing }),
    () => {
      const { facts } = opened().state;
      expect(facts).toMatchObject({
        status: 'PREPARING',
        version: 1,
        prices: [samplePrice],
        service: sampleService,
        grade: 'MEDIUM',
      });
      expect(facts.listingNo).toMatch(/^DS-2025-062-[0-9A-F]{8}$/);
    },
  );

  it(
    '§11.6 (1): is there for each decision that selected and for no other, in whatever order they come, and come again',
    proves({ '11.6/1': listingIdOf }),
    () => {
      const moment = momentOf('2025-09-19');
      const applications = fc.constantFrom(
        ...Array.from({ length: 6 }, (_, n) => `${sampleIds.application.slice(0, -1)}${n}`),
      );
      fc.assert(
        fc.property(fc.array(applications, { maxLength: 20 }), (delivered) => {
          const listings = new Map<string, string>();
          for (const applicationId of delivered) {
            const [created] = createListing(selected({ applicationId }), moment);
            if (created?.type !== 'ListingCreated') throw new Error('A selection creates a listing.');
            // As the store does: an id that is there stays what it is.
            const { listingId } = created.data;
            listings.set(listingId, listings.get(listingId) ?? created.data.applicationId);
          }
          expect([...listings.values()].sort()).toEqual([...new Set(delivered)].sort());
        }),
        propertyRuns(10_000),
      );
    },
  );

  it('is to be completed within 10 business days, holidays skipped, reminded after 5 (A-21)', () => {
    const { state } = opened();
    expect(state.deadlines).toEqual([
      { key: 'COMPLETION', dueAt: '2025-10-10T15:00:00.000Z', basis: 'bd', rule: 'A-21' },
    ]);
    expect(state.reminders).toEqual([{ about: 'COMPLETION', on: '2025-09-26', endsOn: '2025-10-10' }]);
  });

  it('shows the grade of no certificate that is over', () => {
    const [certificate] = selected().certificates;
    const over = { ...certificate!, validTo: '2025-09-18' };
    expect(opened({ certificates: [over] }).state.facts.grade).toBeUndefined();
  });
});

describe('Completion and submission', () => {
  it('keeps what the supplier leaves out', () => {
    const { state } = completed();
    expect(state.facts.service).toEqual(sampleService);
    expect(state.contact).toEqual(contact);
    const again = completed().given((now, moment) => completeListing(now, {}, moment));
    expect(again.state.contact).toEqual(contact);
  });

  it('keeps the contact person out of everything that is published', () => {
    expect(JSON.stringify(published().state.facts)).not.toContain(contact.email);
  });

  it('refuses a price table in which two lines have one code', () => {
    const prices = [samplePrice, { ...samplePrice, item: '다른 것' }];
    opened()
      .on('2025-09-22')
      .when((state, moment) => completeListing(state, { prices }, moment))
      .thenRefused('PRICE_CODE_REPEATED');
  });

  it('#46: refuses a price that no service can cost, with its VAT', proves({ 'R-40': ensurePlausiblePrices }), () => {
    const prices = [{ ...samplePrice, unitPrice: 9_999_999_999_999, vatIncluded: false }];
    opened()
      .on('2025-09-22')
      .when((state, moment) => completeListing(state, { prices }, moment))
      .thenRefused('AMOUNT_IMPLAUSIBLE');
  });

  it(
    'refuses submission without a contact person, and says so',
    proves({ '11.3/listing-submitted': submitListing }),
    () => {
      const listing = opened().on('2025-09-22');
      expect(missingParts(listing.state, listing.moment).map((part) => part.code)).toEqual(['CONTACT_MISSING']);
      listing.when(submitListing).thenRefused('LISTING_INCOMPLETE', '/contact');
    },
  );

  it('names all that is missing, and where', proves({ '11.3/listing-submitted': missingParts }), () => {
    const service = { networks: [], technologies: [], sla: { ...sampleService.sla, description: ' ' } };
    const emptied = opened()
      .on('2025-09-22')
      .given((state, moment) => completeListing(state, { service, prices: [], certificates: [] }, moment));
    expect(missingParts(emptied.state, emptied.moment)).toEqual([
      { pointer: '/prices', code: 'PRICES_MISSING', detail: 'a price line' },
      { pointer: '/service/sla', code: 'SLA_MISSING', detail: 'service levels' },
      { pointer: '/service/networks', code: 'NETWORKS_MISSING', detail: 'a network environment' },
      { pointer: '/contact', code: 'CONTACT_MISSING', detail: 'a contact person' },
      { pointer: '/certificates', code: 'CERTIFICATE_MISSING', detail: 'a certificate valid today (A-01)' },
    ]);
  });

  it('§4.4: refuses a disclosure that does not fit the service, and prices whose tiers do not fall', () => {
    const refused = (completion: object) =>
      opened()
        .on('2025-09-22')
        .when((state, moment) => completeListing(state, completion as Completion, moment));
    refused({ service: { ai: sampleAi, technologies: [] } }).thenRefused('AI_NOT_STATED');
    refused({ prices: [{ ...samplePrice, tiers: [{ above: 1, unitPrice: 1_000_001 }] }] }).thenRefused(
      'TIERS_NOT_FALLING',
    );
  });

  it.each([
    ['CLOUD_COMPUTING', true],
    ['CONVERGENCE', true],
    ['CLOUD_SUPPORT', false],
  ] as const)(
    'a %s service needs a certificate: %s (A-01)',
    proves({ '11.3/listing-submitted': missingParts }),
    (kind, needed) => {
      const { state } = completed(opened({ service: { ...sampleService, kind }, certificates: [] }));
      const missing = missingParts(state, momentOf('2025-09-23'));
      expect(missing.some((part) => part.code === 'CERTIFICATE_MISSING')).toBe(needed);
    },
  );

  it('stays possible when it is late', () => {
    expect(completed().on('2025-12-01').given(submitListing).state.facts.status).toBe('IN_CHECK');
  });

  it(
    'is to be answered by NIA within 3 business days (A-21)',
    proves({ '11.3/listing-submitted': submitListing }),
    () => {
      expect(submitted().state.deadlines).toEqual([
        { key: 'PUBLICATION', dueAt: '2025-09-26T15:00:00.000Z', basis: 'bd', rule: 'A-21' },
      ]);
    },
  );

  it('is over once submitted', proves({ '11.3/listing-submitted': submitListing }), () => {
    submitted()
      .on('2025-09-24')
      .when(submitListing)
      .thenRefused('LISTING_NOT_PREPARING')
      .when((state, moment) => completeListing(state, {}, moment))
      .thenRefused('LISTING_NOT_PREPARING');
  });

  it('has no contact person once it is erased', () => {
    const erased = opened().given(({ facts, presentation }) => [
      {
        type: 'ListingCompleted',
        data: { service: facts.service, prices: facts.prices, certificates: facts.certificates, presentation },
        details: { contact: null },
      },
    ]);
    expect(erased.state.contact).toBeUndefined();
    erased.when(submitListing).thenRefused('LISTING_INCOMPLETE');
  });
});
