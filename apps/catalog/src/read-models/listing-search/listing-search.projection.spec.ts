import * as fc from 'fast-check';
import { samplePrice } from '#common/events/definitions/samples.js';
import { addDays } from '#common/kernel/day.js';
import { expectRebuilt, ProjectedRows, someDeliveries, toldOf } from '#testing/projected.js';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { refusalOf, type Decide } from '#testing/specification.js';
import { cancelListing } from '../../listings/domain/cancelling.js';
import { approveChange, requestChange } from '../../listings/domain/changing.js';
import { delistListing } from '../../listings/domain/delisting.js';
import { tickListing } from '../../listings/domain/expiring.js';
import type { ListingEvent } from '../../listings/domain/listing.events.js';
import { isListed } from '../../listings/domain/listing.rules.js';
import type { ListingState } from '../../listings/domain/listing.state.js';
import { renewListing, requestRenewal } from '../../listings/domain/renewing.js';
import { resumeListing, suspendListing } from '../../listings/domain/suspending.js';
import { opened, published, publishedOf, submitted } from '../../listings/testing/listings.js';
import { listingSearch } from './listing-search.projection.js';

const reason = '사유';

const acts = {
  tick: () => tickListing,
  suspend: () => (state, moment) => suspendListing(state, { cause: 'OTHER', reason }, moment),
  resume: () => (state, moment) => resumeListing(state, { reason }, moment),
  price: (n) => (state, moment) =>
    requestChange(state, { prices: [{ ...samplePrice, unitPrice: 990_000 + n * 1_000 }], reason }, moment),
  describe: (n) => (state, moment) => requestChange(state, { service: { summary: `설명 ${n}` }, reason }, moment),
  approve: () => (state, moment) => approveChange(state, { no: state.changes.length, reason }, moment),
  askRenewal: () => (state, moment) => requestRenewal(state, { reason }, moment),
  renew: () => (state, moment) => renewListing(state, { reason }, moment),
  delist: (n) => (state, moment) =>
    delistListing(state, { lastDay: addDays(moment.today, n), reason, users: [] }, moment),
  cancel: (n) => (state, moment) =>
    n === 0 ? cancelListing(state, { cancelledOn: moment.today, users: [] }, moment) : [],
} satisfies Readonly<Record<string, (n: number) => Decide<ListingState, ListingEvent>>>;

describe('The row by which a listing is found', { timeout: 300_000 }, () => {
  it('is not there before the publication', () => {
    const rowOf = ({ history }: Pick<ReturnType<typeof published>, 'history'>) =>
      new ProjectedRows().deliver(toldOf(listingSearch, history)).row();
    for (const listing of [opened(), submitted()]) expect(rowOf(listing)).toBeUndefined();
    expect(rowOf(published())).toMatchObject({ isListed: true, suspension: null });
  });

  it('has what is searched, filtered and sorted by', proves({ '11.3/search': listingSearch }), () => {
    const prices = [
      { ...samplePrice, unitPrice: 1_000_000, vatIncluded: false },
      { ...samplePrice, code: 'LITE', unitPrice: 900_000 },
      { ...samplePrice, code: 'USE', unitPrice: 950_000, billingModel: 'USAGE' as const },
    ];
    const listing = publishedOf({ prices })
      .on('2025-10-13')
      .given((state, moment) => requestChange(state, { service: { summary: '문서' }, reason }, moment));
    const rowOf = (history: typeof listing.history) =>
      new ProjectedRows().deliver(toldOf(listingSearch, history)).row();
    const row = rowOf(listing.history);
    expect(row).toMatchObject({
      publishedAt: '2025-09-25T01:00:00.000Z',
      priceFrom: 900_000,
      amounts: [1_100_000, 900_000, 950_000],
      billingModels: ['FLAT', 'USAGE'],
      infrastructures: ['샘플클라우드'],
      texts: ['문서자동화서비스', '제공기업2', '문서', 'document', 'ai', 'ds20250628c490767'],
    });
    const grams = row?.['grams'] as readonly string[];
    expect(grams).toEqual(expect.arrayContaining(['문', '문서', 'ㅁ', 'ㅁㅅ', '서자', 'ai', '업2']));
    expect(new Set(grams).size).toBe(grams.length);
  });

  it('has no lowest price where a record of before has no price', () => {
    const { history } = published();
    const emptied = history.map((event) => ({ ...event, data: { ...event.data, prices: [] } }));
    const row = new ProjectedRows().deliver(toldOf(listingSearch, emptied)).row();
    expect(row).toMatchObject({ priceFrom: null, amounts: [] });
  });

  const step = fc.record({
    act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
    days: fc.integer({ min: 0, max: 120 }),
    n: fc.integer({ min: 0, max: 20 }),
  });

  it(
    '§11.6 (8): is the same when all events come again, from any place and in any batches, and says what holds',
    proves({ '11.6/8': listingSearch }),
    () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 10 }), someDeliveries, (steps, deliveries) => {
          let listing = published();
          let today = '2025-09-25';
          for (const { act, days, n } of steps) {
            today = addDays(today, days);
            const on = listing.on(today);
            refusalOf(() => (listing = on.given(acts[act](n))));
          }
          const whole = expectRebuilt(toldOf(listingSearch, listing.history), deliveries).row();
          const { state } = listing;
          const { suspension, facts } = state;
          expect(whole).toMatchObject({
            isListed: isListed(state),
            facts: { status: facts.status, version: facts.version, prices: facts.prices, service: facts.service },
            suspension: suspension === undefined ? null : { cause: suspension.cause, since: suspension.since },
          });
        }),
        propertyRuns(10_000),
      );
    },
  );
});
