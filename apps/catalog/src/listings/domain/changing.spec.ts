import { sampleAi, sampleCertificate, samplePrice, sampleService } from '#common/events/definitions/samples.js';
import type { ServiceProfile } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { proves } from '#testing/proves.js';
import { listingType } from '../listing.type.js';
import { contact, published, publishedOf, submitted, type ListingSpecification } from '../testing/listings.js';
import { cancelListing } from './cancelling.js';
import { approveChange, rejectChange, requestChange, withdrawChange, type RequestedChange } from './changing.js';
import { followSupplier } from './following-supplier.js';
import type { ListingState } from './listing.state.js';
import { suspendListing } from './suspending.js';
import { beforeAndAfter, differences } from './content.rules.js';
import { validTo } from './validity.rules.js';
import { ensurePlausiblePrices } from './listing.rules.js';

describe('Changes (A-12)', () => {
  const lower = [{ ...samplePrice, unitPrice: 900_000 }];
  const higher = [{ ...samplePrice, unitPrice: 1_100_000 }];
  const asked = () =>
    published()
      .on('2025-10-13')
      .given((state, moment) => requestChange(state, { prices: higher, reason: '원가 상승' }, moment));

  it(
    'a lower price applies at once, as a new version',
    proves({ '11.3/listing-changed': requestChange, '4.6/price-lowered': requestChange }),
    () => {
      const { state } = published()
        .on('2025-10-13')
        .given((now, moment) => requestChange(now, { prices: lower, reason: '인하' }, moment));
      expect(state.facts).toMatchObject({ version: 2, prices: lower });
      expect(state.changes).toMatchObject([{ no: 1, class: 'MINOR', status: 'APPLIED' }]);
    },
  );

  it('F-28, R-30: the same few won without VAT are a raise, though a unit has less VAT than a won', () => {
    const listed = { ...samplePrice, unitPrice: 9, vatIncluded: true };
    const { state } = publishedOf({ prices: [listed] })
      .on('2025-10-13')
      .given((now, moment) =>
        requestChange(now, { prices: [{ ...listed, vatIncluded: false }], reason: '부가세 별도' }, moment),
      );
    expect(state.changes).toMatchObject([{ no: 1, status: 'REQUESTED' }]);
    expect(state.facts).toMatchObject({ version: 1, prices: [listed] });
  });

  it('a raise waits for NIA, five business days', proves({ '4.6/price-raised': requestChange }), () => {
    const { state } = asked();
    expect(state.facts).toMatchObject({ version: 1, prices: [samplePrice] });
    expect(state.deadlines).toEqual([
      { key: 'CHANGE_1', dueAt: '2025-10-20T15:00:00.000Z', basis: 'bd', rule: 'A-12' },
    ]);
  });

  it(
    'an approved raise is a new version; a rejected one leaves all as it was',
    proves({ '4.6/price-raised': approveChange, '11.3/listing-changed': approveChange }),
    () => {
      const yes = asked()
        .on('2025-10-15')
        .given((now, moment) => approveChange(now, { no: 1, reason: '타당' }, moment));
      expect(yes.state.facts).toMatchObject({ version: 2, prices: higher });
      expect(yes.state.deadlines).toEqual([]);
      expect(yes.state.changes).toMatchObject([{ status: 'APPLIED', reason: '원가 상승', decisionReason: '타당' }]);
      const no = asked()
        .on('2025-10-15')
        .given((now) => rejectChange(now, { no: 1, reason: '근거 부족' }));
      expect(no.state.facts).toMatchObject({ version: 1, prices: [samplePrice] });
      no.when((now) => rejectChange(now, { no: 1, reason: '' })).thenRefused('CHANGE_DECIDED');
      no.when((now) => rejectChange(now, { no: 7, reason: '' })).thenRefused('CHANGE_UNKNOWN');
    },
  );

  it(
    'F-21: waits for the one before of its class, and for no other',
    proves({ '11.3/listing-changed': requestChange }),
    () => {
      const waiting = asked().on('2025-10-14');
      const request = (change: Omit<RequestedChange, 'reason'>) =>
        waiting.when((state, moment) => requestChange(state, { ...change, reason: '' }, moment));
      request({ prices: [{ ...samplePrice, unitPrice: 1_200_000 }] }).thenRefused('CHANGE_PENDING');
      request({ prices: lower }).thenEvents('ListingPriceChanged');
      request({ certificates: [] }).thenEvents('ListingChangeRequested');
      request({ service: { deployment: 'PRIVATE' } }).thenEvents('ListingChangeRequested');
      request({ contact }).thenEvents('ListingContactChanged');
    },
  );

  it(
    '#46, R-40: refuses a price that no service can cost, with its VAT',
    proves({ 'R-40': ensurePlausiblePrices }),
    () => {
      const dear = (unitPrice: number, vatIncluded: boolean) => ({
        prices: [{ ...samplePrice, unitPrice, vatIncluded }],
        reason: '오타',
      });
      const asking = (change: RequestedChange) =>
        published()
          .on('2025-10-14')
          .when((state, moment) => requestChange(state, change, moment));
      asking(dear(Number.MAX_SAFE_INTEGER, false)).thenRefused('AMOUNT_IMPLAUSIBLE');
      asking(dear(10_000_000_000_001, true)).thenRefused('AMOUNT_IMPLAUSIBLE');
      asking(dear(9_999_999_999_999, false)).thenRefused('AMOUNT_IMPLAUSIBLE');
      asking(dear(10_000_000_000_000, true)).thenEvents('ListingChangeRequested');
    },
  );

  it(
    'A-12: a new option is a raise, unless it is cheaper than all that is billed alike',
    proves({ '4.6/price-lowered': differences, '4.6/price-raised': differences }),
    () => {
      const { facts } = published().state;
      const adding = (unitPrice: number, changed: object = {}) =>
        differences(facts, {
          ...facts,
          prices: [samplePrice, { ...samplePrice, code: 'NEW', unitPrice, ...changed }],
        }).map((one) => [one.field, one.class]);
      expect(adding(samplePrice.unitPrice - 1)).toEqual([['prices.NEW', 'MINOR']]);
      expect(adding(samplePrice.unitPrice)).toEqual([['prices.NEW', 'PRICE']]);
      expect(adding(samplePrice.unitPrice - 1, { unit: '일' })).toEqual([['prices.NEW', 'PRICE']]);
      expect(adding(samplePrice.unitPrice - 1, { billingModel: 'USAGE' })).toEqual([['prices.NEW', 'PRICE']]);
      expect(adding(samplePrice.unitPrice - 1, { meter: { code: 'API_CALL', per: 1 } })).toEqual([
        ['prices.NEW', 'PRICE'],
      ]);
    },
  );

  it(
    'F-21: another certificate waits for NIA, three business days',
    proves({ '4.6/certificate': requestChange }),
    () => {
      const asking = changed(published().on('2025-10-13'), {
        certificates: [{ ...sampleCertificate, number: 'CSAP-9' }],
      });
      expect(asking.state.changes).toMatchObject([{ class: 'CERTIFICATE', status: 'REQUESTED' }]);
      expect(asking.state.deadlines).toMatchObject([{ key: 'CHANGE_1', dueAt: '2025-10-16T15:00:00.000Z' }]);
    },
  );

  it('refuses the table in force and an empty one', () => {
    const asking = (change: RequestedChange) =>
      published()
        .on('2025-10-14')
        .when((state, moment) => requestChange(state, change, moment));
    asking({ prices: [samplePrice], reason: '' }).thenRefused('NOTHING_CHANGED');
    asking({ prices: [], reason: '' }).thenRefused('PRICES_MISSING');
    asking({ reason: '' }).thenRefused('CHANGE_AMBIGUOUS');
  });

  it('A-12: a change that lowers one price and raises another waits for NIA', () => {
    const pro = { ...samplePrice, code: 'PRO', unitPrice: 2_000_000 };
    const { state } = publishedOf({ prices: [samplePrice, pro] })
      .on('2025-10-13')
      .given((now, moment) =>
        requestChange(
          now,
          {
            prices: [
              { ...samplePrice, unitPrice: 900_000 },
              { ...pro, unitPrice: 2_100_000 },
            ],
            reason: '조정',
          },
          moment,
        ),
      );
    expect(state.changes).toMatchObject([{ class: 'PRICE', status: 'REQUESTED' }]);
  });

  it('A-12: a new option between two that are billed alike is no cheaper one', () => {
    const { facts } = publishedOf({
      prices: [samplePrice, { ...samplePrice, code: 'PRO', unitPrice: 2_000_000 }],
    }).state;
    const between = { ...samplePrice, code: 'PLUS', unitPrice: 1_500_000 };
    expect(differences(facts, { ...facts, prices: [...facts.prices, between] })).toMatchObject([{ class: 'PRICE' }]);
  });

  it('A-12: a better text leaves validity and reminders as they were planned', () => {
    const { decided, state } = changed(published().on('2025-10-13'), { service: { summary: '더 나은 설명' } });
    expect(state.facts).toMatchObject({ version: 2, service: { summary: '더 나은 설명' } });
    expect(decided.at(-1)).toMatchObject({ type: 'ListingChanged' });
    expect(Object.keys((decided.at(-1) as unknown as { readonly details: object }).details)).toEqual(['change']);
  });

  it(
    'a replaced certificate moves the end of validity',
    proves({ '4.6/certificate': approveChange, '4.7/validity': validTo }),
    () => {
      const ending = { ...sampleCertificate, validTo: '2026-03-31' };
      const before = publishedOf({ certificates: [ending] });
      expect(before.state.facts.validTo).toBe('2026-03-31');
      const change = { certificates: [{ ...sampleCertificate, number: 'CSAP-9' }], reason: '갱신' };
      const { state } = before
        .on('2026-02-02')
        .given((now, moment) => requestChange(now, change, moment))
        .on('2026-02-03')
        .given((now, moment) => approveChange(now, { no: 1, reason: '확인' }, moment));
      expect(state.facts).toMatchObject({ version: 2, validTo: '2028-09-19' });
      expect(state.reminders.every((reminder) => reminder.certificateNo !== ending.number)).toBe(true);
    },
  );

  const changed = (listing: ListingSpecification, change: Omit<RequestedChange, 'reason'>) =>
    listing.given((state, moment) => requestChange(state, { ...change, reason: '변경' }, moment));
  const approve = (expertOpinion?: string) => (state: ListingState, moment: Moment) =>
    approveChange(
      state,
      { no: state.changes.length, reason: '확인', ...(expertOpinion !== undefined && { expertOpinion }) },
      moment,
    );

  it(
    'F-21: the contact person changes at once, and never leaves the service',
    proves({ '4.6/minor': requestChange }),
    () => {
      const next = { name: '새 담당자', email: 'next@example.kr', phone: '02-111-2222' };
      const { state, decided } = changed(published().on('2025-10-13'), { contact: next });
      expect(state.contact).toEqual(next);
      expect(state.facts.version).toBe(1);
      expect(listingType.publishes.map(({ name }) => name)).not.toContain(decided[0]?.type);
      expect(listingType.personal).toMatchObject({ ListingContactChanged: ['details.contact'] });
      const erased = published().given(() => [
        { type: 'ListingContactChanged', data: {}, details: { contact: null }, reason: '' },
      ]);
      expect(erased.state.contact).toBeUndefined();
    },
  );

  it(
    'F-21: images, manual and trial address change at once, also while the listing is suspended',
    proves({ '4.6/minor': requestChange }),
    () => {
      const suspended = published()
        .on('2025-10-13')
        .given((state, moment) => suspendListing(state, { cause: 'OTHER', reason: '' }, moment));
      const { state } = changed(suspended, { presentation: { trialUrl: 'https://example.kr/try' } });
      expect(state.presentation).toEqual({ imageUrls: [], trialUrl: 'https://example.kr/try' });
    },
  );

  it(
    'F-21: a text changes at once, with a new version that keeps before and after',
    proves({ '4.6/minor': requestChange, '4.6/history': beforeAndAfter }),
    () => {
      const { state } = changed(published().on('2025-10-13'), { service: { summary: '더 나은 설명' } });
      expect(state.facts).toMatchObject({ version: 2, service: { summary: '더 나은 설명' }, validTo: '2028-09-19' });
      expect(state.changes).toMatchObject([
        {
          class: 'MINOR',
          status: 'APPLIED',
          changed: [{ field: 'service.summary', before: sampleService.summary, after: '더 나은 설명' }],
        },
      ]);
      expect(state.reminders).toEqual(published().state.reminders);
    },
  );

  it.each([
    ['another deployment', { deployment: 'PRIVATE' }],
    ['a network fewer', { networks: ['INTERNAL'] }],
    ['lower availability', { sla: { ...sampleService.sla, availabilityPercent: 99 } }],
    ['one more technology', { technologies: ['AI', 'BLOCKCHAIN'] }],
    ['another name', { name: '새 이름' }],
  ] as const)(
    'F-21: %s is material: ten business days, and an expert looks at it',
    proves({ '4.6/material': requestChange, '11.3/listing-changed': approveChange }),
    (_what, service) => {
      const asking = changed(published().on('2025-10-13'), { service: service as Partial<ServiceProfile> });
      expect(asking.state.facts).toMatchObject({ version: 1, service: sampleService });
      expect(asking.state.changes).toMatchObject([{ class: 'MATERIAL', status: 'REQUESTED' }]);
      expect(asking.state.deadlines).toMatchObject([{ key: 'CHANGE_1', dueAt: '2025-10-27T15:00:00.000Z' }]);
      asking.when(approve()).thenRefused('EXPERT_OPINION_MISSING');
      const { state } = asking.on('2025-10-20').given(approve('영향 없음'));
      expect(state.facts).toMatchObject({ version: 2, service: { ...sampleService, ...service } });
      expect(state.changes).toMatchObject([{ status: 'APPLIED', expertOpinion: '영향 없음' }]);
    },
  );

  it('F-21: one more infrastructure needs its certificate first', () => {
    const service = { infrastructureProviders: ['샘플 클라우드', '다른 클라우드'] };
    const other = { ...sampleCertificate, number: 'CSAP-7', infrastructureProvider: '다른 클라우드' };
    const asking = changed(published().on('2025-10-13'), { service });
    asking.when(approve('영향 없음')).thenRefused('CERTIFICATE_MISSING');
    const certified = changed(published().on('2025-10-13'), { certificates: [sampleCertificate, other] }).given(
      approve(),
    );
    expect(changed(certified, { service }).given(approve('영향 없음')).state.facts.version).toBe(3);
  });

  it('refuses another kind or subtype: that is for the committee', proves({ '4.6/kind-fixed': requestChange }), () => {
    const asking = (service: Partial<ServiceProfile>) =>
      published()
        .on('2025-10-13')
        .when((state, moment) => requestChange(state, { service, reason: '' }, moment));
    asking({ kind: 'CLOUD_COMPUTING' }).thenRefused('KIND_FIXED');
    asking({ subtype: 'PAAS' }).thenRefused('KIND_FIXED');
  });

  it(
    'F-21: is withdrawn by its supplier while it waits, and its class is free again',
    proves({ '11.3/change-withdrawn': withdrawChange }),
    () => {
      const withdrawn = asked().given((state) => withdrawChange(state, { no: 1, reason: '철회' }));
      expect(withdrawn.state.changes).toMatchObject([{ status: 'WITHDRAWN', decisionReason: '철회' }]);
      expect(withdrawn.state.deadlines).toEqual([]);
      withdrawn.when((state) => withdrawChange(state, { no: 1, reason: '' })).thenRefused('CHANGE_DECIDED');
      withdrawn.when(approve()).thenRefused('CHANGE_DECIDED');
      expect(changed(withdrawn, { prices: higher }).state.changes).toMatchObject([{ no: 1 }, { no: 2 }]);
    },
  );

  it('F-21: an approved raise takes back no discount that came after it was asked for', () => {
    const pro = { ...samplePrice, code: 'PRO', unitPrice: 3_000_000 };
    const listing = publishedOf({ prices: [samplePrice, pro] }).on('2025-10-13');
    const raised = changed(listing, { prices: [{ ...samplePrice, unitPrice: 1_100_000 }, pro] });
    const discounted = changed(raised, { prices: [samplePrice, { ...pro, unitPrice: 2_500_000 }] });
    expect(discounted.state.facts.version).toBe(2);
    const { state } = discounted.given((now, moment) => approveChange(now, { no: 1, reason: '타당' }, moment));
    expect(state.facts.prices).toEqual([
      { ...samplePrice, unitPrice: 1_100_000 },
      { ...pro, unitPrice: 2_500_000 },
    ]);
  });

  it('F-21: an approved change of the service takes back no better text or level that came after it was asked for', () => {
    const service = { ...sampleService, deployment: 'PRIVATE' as const };
    const asking = changed(published().on('2025-10-13'), { service });
    const sla = { ...sampleService.sla, availabilityPercent: 99.99 };
    const better = changed(asking, { service: { summary: '더 나은 설명', sla } });
    expect(better.state.facts.version).toBe(2);
    const { state } = better.given((now, moment) =>
      approveChange(now, { no: 1, reason: '확인', expertOpinion: '영향 없음' }, moment),
    );
    expect(state.facts).toMatchObject({ version: 3, service: { ...service, summary: '더 나은 설명', sla } });
  });

  it('F-21: a new name of the supplier is a new version of each listing, and stays at home before the publication', () => {
    const supplier = { ...published().state.facts.supplier, name: '새 이름' };
    const rename = (state: ListingState, moment: Moment) => followSupplier(state, supplier, moment);
    const listed = published().on('2025-10-13').given(rename);
    expect(listed.state.facts).toMatchObject({ version: 2, supplier });
    expect(listed.decided).toMatchObject([{ type: 'ListingChanged', details: { supplier } }]);
    listed.when(rename).thenEvents();
    const grown = { ...supplier, size: 'MID_SIZED' } as const;
    listed.when((state, moment) => followSupplier(state, grown, moment)).thenEvents('ListingChanged');
    const inCheck = submitted().given(rename);
    expect(inCheck.decided).toMatchObject([{ type: 'SupplierProfileFollowed' }]);
    expect(published(inCheck).state.facts).toMatchObject({ version: 1, supplier });
    listed
      .given((state, moment) => cancelListing(state, { cancelledOn: moment.today, users: [] }, moment))
      .when((state, moment) => followSupplier(state, { ...supplier, name: '또 다른 이름' }, moment))
      .thenEvents();
  });

  it('R-23: the supplier that took the business over has each listing from then on', () => {
    const successor = { ...published().state.facts.supplier, businessNumber: '2222222222' };
    const transfer = (state: ListingState, moment: Moment) => followSupplier(state, successor, moment);
    const taken = published().on('2025-10-13').when(transfer).thenEvents('ListingChanged');
    expect(taken.state.facts).toMatchObject({ version: 2, supplier: successor });
    taken.when(transfer).thenEvents();
    const suspended = published()
      .on('2025-10-13')
      .given((state, moment) => suspendListing(state, { cause: 'OTHER', reason: '확인' }, moment), transfer);
    expect(suspended.state).toMatchObject({ facts: { status: 'SUSPENDED', supplier: successor } });
    published()
      .on('2025-10-13')
      .given((state, moment) => cancelListing(state, { cancelledOn: moment.today, users: [] }, moment))
      .when(transfer)
      .thenEvents();
  });

  it(
    '§4.4: what was never disclosed is stated at once, and another statement waits for NIA',
    proves({ '4.4/disclosures': differences }),
    () => {
      const dataLocation = { countries: ['KR'] };
      const stated = changed(published().on('2025-10-13'), { service: { ai: sampleAi } });
      expect(stated.state.facts).toMatchObject({ version: 2, service: { ai: sampleAi } });
      expect(changed(stated, { service: { dataLocation } }).state.facts.service).toMatchObject({ dataLocation });
      for (const service of [
        { ai: { ...sampleAi, trainsOnInput: true } },
        { dataLocation: { countries: ['KR', 'US'] } },
      ]) {
        const another = changed(changed(stated, { service: { dataLocation } }), { service });
        expect(another.state.changes.at(-1)).toMatchObject({ class: 'MATERIAL', status: 'REQUESTED' });
        expect(another.state.facts.service).toMatchObject({ ai: sampleAi, dataLocation });
      }
    },
  );

  it('§4.4: refuses a disclosure that does not fit the service, and prices whose tiers do not fall', () => {
    const listing = published().on('2025-10-13');
    const refused = (change: object) =>
      listing.when((state, moment) => requestChange(state, { ...change, reason: '변경' }, moment));
    refused({ service: { ai: sampleAi, technologies: [] } }).thenRefused('AI_NOT_STATED');
    refused({ service: { ai: sampleAi, networks: ['EXTERNAL'] } }).thenRefused('AI_NETWORK_NOT_OFFERED');
    refused({ prices: [{ ...samplePrice, tiers: [{ above: 1, unitPrice: 1_000_001 }] }] }).thenRefused(
      'TIERS_NOT_FALLING',
    );
    refused({ prices: [{ ...samplePrice, meter: { code: 'CALL', per: 1 } }] }).thenRefused('METER_NOT_BY_USE');
  });

  it('§4.4: a network is not taken away by NIA from under what was disclosed since', () => {
    const moved = changed(published().on('2025-10-13'), { service: { networks: ['EXTERNAL'] } });
    expect(moved.state.changes.at(-1)).toMatchObject({ no: 1, class: 'MATERIAL', status: 'REQUESTED' });
    const approving = (state: ListingState, moment: Moment) =>
      approveChange(state, { no: 1, reason: '승인', expertOpinion: '영향 없음' }, moment);
    moved.when(approving).thenEvents('ListingChanged');
    const disclosed = changed(moved, { service: { ai: { ...sampleAi, networks: ['INTERNAL'] } } });
    disclosed.when(approving).thenRefused('AI_NETWORK_NOT_OFFERED');
  });

  it('§4.4: added tiers are a discount, and one less is a raise', () => {
    const tiered = [{ ...samplePrice, tiers: [{ above: 10, unitPrice: 900_000 }] }];
    const cheaper = changed(published().on('2025-10-13'), { prices: tiered });
    expect(cheaper.state.changes.at(-1)).toMatchObject({ class: 'MINOR', status: 'APPLIED' });
    expect(changed(cheaper, { prices: [samplePrice] }).state.changes.at(-1)).toMatchObject({
      class: 'PRICE',
      status: 'REQUESTED',
    });
  });
});
