import { sampleCertificate, samplePrice, sampleService } from '#common/events/definitions/samples.js';
import type { ServiceProfile } from '#common/events/definitions/shapes.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import {
  completed,
  opened,
  published,
  publishedOf,
  selected,
  submitted,
  type ListingSpecification,
} from '../testing/listings.js';
import { differences } from './content.rules.js';
import { forWhich, referenceTo } from './listing.rules.js';
import { completeListing, submitListing, type Completion } from './preparing.js';
import { differencesFromSelected, publishListing, returnListing } from './publishing.js';
import { validTo } from './validity.rules.js';

const changed = (listing: ListingSpecification, completion: object) =>
  listing.on('2025-09-22').given((state, moment) => completeListing(state, completion as Completion, moment));

describe('Publication', () => {
  it(
    'makes the listing active for three years from the selection (A-13)',
    proves({ '11.3/listing-published': publishListing, '4.7/validity': validTo }),
    () => {
      const { state } = published();
      expect(state.facts).toMatchObject({ status: 'ACTIVE', version: 1, validTo: '2028-09-19' });
      expect(state.publishedOn).toBe('2025-09-25');
      expect(state.deadlines).toEqual([]);
    },
  );

  it('is valid no longer than the earliest necessary certificate (A-13)', proves({ '4.7/validity': validTo }), () => {
    const [certificate] = selected().certificates;
    const shorter = {
      ...certificate!,
      number: 'CSAP-2',
      validTo: '2026-06-30',
      infrastructureProvider: '다른 클라우드',
    };
    const service = { ...sampleService, infrastructureProviders: ['샘플 클라우드', '다른 클라우드'] };
    const { state } = publishedOf({ service, certificates: [certificate!, shorter] });
    expect(state.facts.validTo).toBe('2026-06-30');
  });

  it('counts a certificate that follows another of the same infrastructure as one cover', () => {
    const [certificate] = selected().certificates;
    const ending = { ...certificate!, number: 'CSAP-0', validTo: '2025-12-31' };
    const { state } = publishedOf({ certificates: [ending, certificate!] });
    expect(state.facts.validTo).toBe('2028-09-19');
  });

  it('is refused before submission', proves({ '11.3/listing-published': publishListing }), () => {
    completed().on('2025-09-25').when(publishListing).thenRefused('LISTING_NOT_IN_CHECK');
  });

  it(
    'of what a supplier left lying for 30 days is possible as selected',
    proves({ '11.3/listing-minimum': publishListing }),
    () => {
      opened().on('2025-10-18').when(publishListing).thenRefused('LISTING_NOT_IN_CHECK');
      const { state } = opened().on('2025-10-19').given(publishListing);
      expect(state.facts.status).toBe('ACTIVE');
      expect(state.draft).toBeUndefined();
    },
  );

  it(
    'R-22, F-20: publishes what was selected, and keeps the edit as a draft',
    proves({ 'R-22': publishListing }),
    () => {
      const begun = {
        service: { name: '다른 이름', technologies: ['AI', 'BLOCKCHAIN'] },
        prices: [{ ...samplePrice, unitPrice: 9_000_000 }],
        presentation: { imageUrls: ['https://example.kr/half.png'] },
      };
      const { state } = changed(opened(), begun).on('2025-10-19').given(publishListing);
      expect(state.facts).toMatchObject({ status: 'ACTIVE', service: sampleService, prices: [samplePrice] });
      expect(state.presentation).toEqual({ imageUrls: [] });
      expect(state.draft).toEqual({
        service: { ...sampleService, ...begun.service },
        prices: begun.prices,
        certificates: [sampleCertificate],
        presentation: begun.presentation,
      });
      expect(differencesFromSelected(state)).toEqual([]);
    },
  );

  it(
    'R-22, F-20: publishes the minimum of an emptied price table',
    proves({ 'R-22': publishListing, '11.3/listing-minimum': publishListing }),
    () => {
      const { state } = changed(opened(), { prices: [], certificates: [] }).on('2025-10-19').given(publishListing);
      expect(state.facts).toMatchObject({ prices: [samplePrice], certificates: [sampleCertificate] });
    },
  );

  it('R-27, F-18: leaves no content before the publication', proves({ 'R-27': referenceTo }), () => {
    const reference = ['applicationId', 'listingId', 'listingNo', 'selectedOn', 'sessionNo', 'status', 'version'];
    const [created] = opened().decided;
    expect(Object.keys(created!.data).sort()).toEqual(reference);
    const [returned] = submitted(changed(completed(), { service: { summary: '아직 쓰는 중' } }))
      .on('2025-09-25')
      .given((state, moment) => returnListing(state, { reason: '보완' }, moment)).decided;
    expect(Object.keys(returned!.data).sort()).toEqual(reference);
  });

  it.each([
    ['another name', { service: { name: '다른 이름' } }],
    ['another subtype', { service: { subtype: 'PAAS' } }],
    ['a wider network', { service: { networks: ['INTERNAL', 'EXTERNAL'] } }],
    ['another network', { service: { networks: ['INTERNAL'] } }],
    ['another technology', { service: { technologies: ['AI', 'BLOCKCHAIN'] } }],
    ['another category', { service: { categories: ['SECURITY'] } }],
    ['another deployment', { service: { deployment: 'PRIVATE' } }],
    ['another answer', { service: { specification: [{ code: 'DATA_CENTRE', answer: '국외' }] } }],
    ['other terms of its service levels', { service: { sla: { ...sampleService.sla, description: '보상 없음' } } }],
    ['a certificate of another scheme', { certificates: [{ ...sampleCertificate, scheme: 'ISMS' }] }],
    [
      'a certificate of one more cloud',
      { certificates: [sampleCertificate, { ...sampleCertificate, infrastructureProvider: '다른 클라우드' }] },
    ],
    ['a certificate of a higher grade', { certificates: [{ ...sampleCertificate, grade: 'HIGH' }] }],
    [
      'another infrastructure',
      {
        service: { infrastructureProviders: ['다른 클라우드'] },
        certificates: [{ ...sampleCertificate, infrastructureProvider: '다른 클라우드' }],
      },
    ],
    ['a lower service level', { service: { sla: { availabilityPercent: 99, description: '99 %' } } }],
    ['a raised price', { prices: [{ ...samplePrice, unitPrice: samplePrice.unitPrice + 1 }] }],
    ['VAT put on top', { prices: [{ ...samplePrice, vatIncluded: false }] }],
    ['the same price for a shorter unit', { prices: [{ ...samplePrice, unit: '일' }] }],
    ['a longer commitment', { prices: [{ ...samplePrice, minimumMonths: 12 }] }],
    ['a dearer option', { prices: [samplePrice, { ...samplePrice, code: 'PRO', unitPrice: 9_000_000 }] }],
  ] as const)(
    'R-21, F-19: is refused with %s than was selected',
    proves({ 'R-21': publishListing, '11.3/listing-published': publishListing }),
    (_what, completion) => {
      const narrow = completed(opened({ service: { ...sampleService, networks: ['EXTERNAL'] } }));
      const listing = submitted(changed(narrow, completion));
      expect(differencesFromSelected(listing.state).some((difference) => difference.class !== 'MINOR')).toBe(true);
      listing.on('2025-09-25').when(publishListing).thenRefused('CONTENT_DIFFERS');
    },
  );

  it('R-21: names each difference and its class', proves({ 'R-21': differences }), () => {
    const { selected: before } = opened().state;
    const classes = (service: Partial<ServiceProfile>) =>
      differences(before, { ...before, service: { ...before.service, ...service } }).map((one) => one.class);
    expect(classes({ technologies: [] })).toEqual(['MATERIAL']);
    expect(classes({ summary: '더 나은 설명' })).toEqual(['MINOR']);
    expect(differences(before, { ...before, certificates: [] })).toMatchObject([
      { field: 'certificates', class: 'CERTIFICATE' },
    ]);
    const dearer = [{ ...samplePrice, unitPrice: samplePrice.unitPrice + 1 }];
    expect(differences(before, { ...before, prices: dearer })).toMatchObject([{ field: 'prices.STD', class: 'PRICE' }]);
    expect(differences(before, before)).toEqual([]);
    const reordered = { ...before.service, networks: before.service.networks.toReversed() };
    expect(differences(before, { ...before, service: reordered })).toMatchObject([{ class: 'MINOR' }]);
  });

  it.each([
    ['a better summary', { service: { summary: '더 나은 설명' } }],
    ['a higher availability', { service: { sla: { ...sampleService.sla, availabilityPercent: 100 } } }],
    ['a renewed certificate', { certificates: [{ ...sampleCertificate, number: 'CSAP-9' }] }],
    ['a lower price', { prices: [{ ...samplePrice, unitPrice: 900_000 }] }],
    ['a cheaper option', { prices: [samplePrice, { ...samplePrice, code: 'LITE', unitPrice: 500_000 }] }],
  ] as const)('is possible with %s, and the difference is shown', (_what, completion) => {
    const listing = changed(completed(), completion);
    expect(differencesFromSelected(listing.state)).toHaveLength(1);
    expect(published(submitted(listing)).state.facts.status).toBe('ACTIVE');
  });

  it('is refused when the selection is over already, and possible on its last day', () => {
    const decided = (decidedOn: string) =>
      submitted(completed(opened({ decidedOn, deemed: true })))
        .on('2025-09-25')
        .when(publishListing);
    decided('2022-09-24').thenRefused('VALIDITY_ENDED');
    decided('2022-09-25').thenEvents({ type: 'ListingPublished', data: { validTo: '2025-09-25' } });
  });

  it('is refused where nothing could be contracted, also as it was selected', () => {
    opened({ prices: [] }).on('2025-10-19').when(publishListing).thenRefused('PRICES_MISSING');
  });

  it('A-01: is refused without a certificate for each infrastructure, and says for which', () => {
    const service = { ...sampleService, infrastructureProviders: ['샘플 클라우드', '다른 클라우드'] };
    const ending = { ...sampleCertificate, infrastructureProvider: '다른 클라우드', validTo: '2025-09-24' };
    const listing = submitted(completed(opened({ service, certificates: [sampleCertificate, ending] })));
    const late = () => publishListing(listing.state, momentOf('2025-09-25'));
    expect(late).toThrow('has no certificate valid on 2025-09-25 for 다른 클라우드 (A-01)');
    expect([forWhich([]), forWhich(['']), forWhich(['가', '', '나'])]).toEqual(['', '', ' for 가, 나']);
  });

  it('shows the highest grade in force, and none when no certificate has one', () => {
    expect(published().state.facts.grade).toBe('MEDIUM');
    const { grade: _grade, ...ungraded } = sampleCertificate;
    expect(publishedOf({ certificates: [ungraded] }).state.facts).not.toHaveProperty('grade');
  });

  it(
    'may be refused: the supplier gets it back with the reason and the whole time again',
    proves({ '11.3/listing-returned': returnListing }),
    () => {
      const returned = submitted()
        .on('2025-09-25')
        .given((state, moment) => returnListing(state, { reason: '가격표를 보완하십시오.' }, moment));
      expect(returned.state.facts.status).toBe('PREPARING');
      expect(returned.state.returned).toEqual({ on: '2025-09-25', reason: '가격표를 보완하십시오.' });
      expect(returned.state.deadlines[0]).toMatchObject({ key: 'COMPLETION', dueAt: '2025-10-16T15:00:00.000Z' });
      expect(returned.on('2025-09-26').given(submitListing).state.facts.status).toBe('IN_CHECK');
    },
  );
});
