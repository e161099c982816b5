import { listingType } from '../listing.type.js';
import { samplePrice, sampleService } from '#common/events/definitions/samples.js';
import { checkPublishable } from '#common/events/publishable.js';
import { differencesFromSelected, publishListing, returnListing } from './publish.js';
import { completeListing, createListing, listingIdOf, missingParts, submitListing } from './prepare.js';
import { after, completed, contact, on, opened, published, selected, submitted } from './scenario.fixture.js';

describe('A listing of a selected service', () => {
  it('is the same listing however often the selection is delivered', () => {
    expect(opened().facts.listingId).toBe(listingIdOf(selected().applicationId));
    expect(createListing(selected(), on('2025-09-19'))).toEqual(createListing(selected(), on('2025-09-19')));
  });

  it('opens in preparation, prefilled with what was voted on, and has a readable number', () => {
    const { facts } = opened();
    expect(facts).toMatchObject({
      status: 'PREPARING',
      version: 1,
      prices: [samplePrice],
      service: sampleService,
      grade: 'MEDIUM',
    });
    expect(facts.listingNo).toMatch(/^DS-2025-062-[0-9A-F]{8}$/);
  });

  it('is to be completed within 10 business days, holidays skipped, reminded after 5 (A-21)', () => {
    const state = opened();
    expect(state.deadlines).toEqual([
      { key: 'COMPLETION', dueAt: '2025-10-10T15:00:00.000Z', basis: 'bd', rule: 'A-21' },
    ]);
    expect(state.reminders).toEqual([{ about: 'COMPLETION', on: '2025-09-26', endsOn: '2025-10-10' }]);
  });

  it('shows the grade of no certificate that is over', () => {
    const [certificate] = selected().certificates;
    const over = { ...certificate!, validTo: '2025-09-18' };
    expect(opened(selected({ certificates: [over] })).facts.grade).toBeUndefined();
  });
});

describe('Completion and submission', () => {
  it('keeps what the supplier leaves out', () => {
    const state = completed();
    expect(state.facts.service).toEqual(sampleService);
    expect(state.contact).toEqual(contact);
  });

  it('keeps the contact person out of everything that is published', () => {
    const state = published();
    expect(JSON.stringify(state.facts)).not.toContain(contact.email);
  });

  it('refuses a price table in which two lines have one code', () => {
    const lines = [samplePrice, { ...samplePrice, item: '다른 것' }];
    expect(() => completeListing(opened(), { prices: lines }, on('2025-09-22'))).toThrow('PRICE_CODE_REPEATED');
  });

  it('refuses submission without a contact person, and says so', () => {
    expect(missingParts(opened(), on('2025-09-22')).map((part) => part.code)).toEqual(['CONTACT_MISSING']);
    expect(() => submitListing(opened(), on('2025-09-22'))).toThrow('LISTING_INCOMPLETE');
  });

  it.each([
    ['CLOUD_COMPUTING', true],
    ['CONVERGENCE', true],
    ['CLOUD_SUPPORT', false],
  ] as const)('a %s service needs a certificate: %s (A-01)', (kind, needed) => {
    const state = completed(opened(selected({ service: { ...sampleService, kind }, certificates: [] })));
    expect(missingParts(state, on('2025-09-23')).some((part) => part.code === 'CERTIFICATE_MISSING')).toBe(needed);
  });

  it('stays possible when it is late', () => {
    expect(after(completed(), on('2025-12-01'), submitListing).facts.status).toBe('IN_CHECK');
  });

  it('is to be answered by NIA within 3 business days (A-21)', () => {
    expect(submitted().deadlines).toEqual([
      { key: 'PUBLICATION', dueAt: '2025-09-26T15:00:00.000Z', basis: 'bd', rule: 'A-21' },
    ]);
  });

  it('is over once submitted', () => {
    expect(() => submitListing(submitted(), on('2025-09-24'))).toThrow('LISTING_NOT_PREPARING');
    expect(() => completeListing(submitted(), {}, on('2025-09-24'))).toThrow('LISTING_NOT_PREPARING');
  });
});

describe('Publication', () => {
  it('makes the listing active for three years from the selection (A-13)', () => {
    const state = published();
    expect(state.facts).toMatchObject({ status: 'ACTIVE', version: 1, validTo: '2028-09-19' });
    expect(state.publishedOn).toBe('2025-09-25');
    expect(state.deadlines).toEqual([]);
  });

  it('is valid no longer than the earliest necessary certificate (A-13)', () => {
    const [certificate] = selected().certificates;
    const shorter = {
      ...certificate!,
      number: 'CSAP-2',
      validTo: '2026-06-30',
      infrastructureProvider: '다른 클라우드',
    };
    const state = published(submitted(completed(opened(selected({ certificates: [certificate!, shorter] })))));
    expect(state.facts.validTo).toBe('2026-06-30');
  });

  it('counts a certificate that follows another of the same infrastructure as one cover', () => {
    const [certificate] = selected().certificates;
    const ending = { ...certificate!, number: 'CSAP-0', validTo: '2025-12-31' };
    const state = published(submitted(completed(opened(selected({ certificates: [ending, certificate!] })))));
    expect(state.facts.validTo).toBe('2028-09-19');
  });

  it('is refused before submission', () => {
    expect(() => publishListing(completed(), on('2025-09-25'))).toThrow('LISTING_NOT_IN_CHECK');
  });

  it('of what a supplier left lying for 30 days is possible as selected', () => {
    expect(() => publishListing(opened(), on('2025-10-18'))).toThrow('LISTING_NOT_IN_CHECK');
    expect(after(opened(), on('2025-10-19'), publishListing).facts.status).toBe('ACTIVE');
  });

  it.each([
    ['another name', { service: { name: '다른 이름' } }],
    ['another subtype', { service: { subtype: 'PAAS' } }],
    ['a wider network', { service: { networks: ['INTERNAL', 'EXTERNAL'] } }],
    ['another infrastructure', { service: { infrastructureProviders: ['다른 클라우드'] } }],
    ['a lower service level', { service: { sla: { availabilityPercent: 99, description: '99 %' } } }],
    ['a raised price', { prices: [{ ...samplePrice, unitPrice: samplePrice.unitPrice + 1 }] }],
    ['VAT put on top', { prices: [{ ...samplePrice, vatIncluded: false }] }],
    ['the same price for a shorter unit', { prices: [{ ...samplePrice, unit: '일' }] }],
    ['a longer commitment', { prices: [{ ...samplePrice, minimumMonths: 12 }] }],
    ['a dearer option', { prices: [samplePrice, { ...samplePrice, code: 'PRO', unitPrice: 9_000_000 }] }],
  ] as const)('is refused with %s than was selected', (_what, completion) => {
    const narrow = selected({ service: { ...sampleService, networks: ['EXTERNAL'] } });
    const changed = after(completed(opened(narrow)), on('2025-09-22'), (state, moment) =>
      completeListing(state, completion as Parameters<typeof completeListing>[1], moment),
    );
    const state = submitted(changed);
    expect(differencesFromSelected(state).some((difference) => difference.material)).toBe(true);
    expect(() => publishListing(state, on('2025-09-25'))).toThrow('CONTENT_DIFFERS');
  });

  it.each([
    ['a better summary', { service: { summary: '더 나은 설명' } }],
    ['a narrower network', { service: { networks: ['INTERNAL'] } }],
    ['a lower price', { prices: [{ ...samplePrice, unitPrice: 900_000 }] }],
    ['a cheaper option', { prices: [samplePrice, { ...samplePrice, code: 'LITE', unitPrice: 500_000 }] }],
  ] as const)('is possible with %s, and the difference is shown', (_what, completion) => {
    const changed = after(completed(), on('2025-09-22'), (state, moment) =>
      completeListing(state, completion as Parameters<typeof completeListing>[1], moment),
    );
    expect(differencesFromSelected(changed)).toHaveLength(1);
    expect(published(submitted(changed)).facts.status).toBe('ACTIVE');
  });

  it('is refused when the selection is over already', () => {
    const old = selected({ decidedOn: '2022-09-01', deemed: true });
    expect(() => publishListing(submitted(completed(opened(old))), on('2025-09-25'))).toThrow('VALIDITY_ENDED');
  });

  it('may be refused: the supplier gets it back with the reason and the whole time again', () => {
    const state = after(submitted(), on('2025-09-25'), (now, moment) =>
      returnListing(now, { reason: '가격표를 보완하십시오.' }, moment),
    );
    expect(state.facts.status).toBe('PREPARING');
    expect(state.returned).toEqual({ on: '2025-09-25', reason: '가격표를 보완하십시오.' });
    expect(state.deadlines[0]).toMatchObject({ key: 'COMPLETION', dueAt: '2025-10-16T15:00:00.000Z' });
    expect(after(state, on('2025-09-26'), submitListing).facts.status).toBe('IN_CHECK');
  });
});

it('publishes only what its schemas allow', () => {
  const created = createListing(selected(), on('2025-09-19'));
  const publishing = publishListing(submitted(), on('2025-09-25'));
  for (const event of [...created, ...publishing]) {
    const definition = listingType.publishes.find((one) => one.name === event.type);
    expect(() => checkPublishable(definition!, event.data)).not.toThrow();
  }
});
