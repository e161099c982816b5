import * as fc from 'fast-check';
import { samplePrice } from '#common/events/definitions/samples.js';
import type { EventMeta } from '#common/events/cloud-event.js';
import { addDays } from '#common/kernel/day.js';
import { RowRuns } from '#common/projections/row-runs.js';
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
import { opened, published, submitted, type ListingSpecification } from '../../listings/testing/listings.js';
import { listingSearch } from './listing-search.projection.js';

type Row = Readonly<Record<string, unknown>> & { sequence: number };

/** What one event of the listing sets; nothing for one that is not followed. */
interface Told {
  readonly sequence: number;
  readonly set: Readonly<Record<string, unknown>> | undefined;
}

const toldOf = ({ history }: Pick<ListingSpecification, 'history'>): readonly Told[] =>
  history.map(({ type, data }, i) => {
    const definition = listingSearch.consumes.find(({ name }) => name === type);
    const meta = { time: '2025-09-25T01:00:00.000Z' } as EventMeta;
    return { sequence: i + 1, set: definition && listingSearch.project({ definition, data, meta }) };
  });

/** A batch as the projector writes it: a write that brings the row no further does nothing. */
function written(row: Row, batch: readonly Told[]): Row {
  const runs = new RowRuns();
  for (const { sequence, set } of batch) {
    if (set === undefined) runs.pass('listing', sequence);
    else runs.add('listing', sequence, set);
  }
  const now = { ...row };
  for (const { sequence, set } of [...runs.rounds()].flat()) {
    if (now.sequence < sequence) Object.assign(now, set, { sequence });
  }
  return now;
}

const NOTHING: Row = { sequence: 0 };
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

describe('The row by which a listing is found', { timeout: 120_000 }, () => {
  it('is not there before the publication', () => {
    for (const listing of [opened(), submitted()]) expect(written(NOTHING, toldOf(listing))).toEqual(NOTHING);
    expect(written(NOTHING, toldOf(published()))).toMatchObject({ isListed: true, suspension: null });
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
        fc.property(fc.array(step, { maxLength: 10 }), fc.nat(30), fc.nat(30), (steps, cut, back) => {
          let listing = published();
          let today = '2025-09-25';
          for (const { act, days, n } of steps) {
            today = addDays(today, days);
            const on = listing.on(today);
            refusalOf(() => (listing = on.given(acts[act](n))));
          }
          const told = toldOf(listing);
          const whole = written(NOTHING, told);
          expect(written(whole, told)).toEqual(whole);
          expect(told.reduce((row, one) => written(row, [one]), NOTHING)).toEqual(whole);
          expect(written(written(NOTHING, told.slice(0, cut)), told.slice(Math.max(0, cut - back)))).toEqual(whole);
          const { state } = listing;
          const { suspension, facts } = state;
          expect(whole).toMatchObject({
            isListed: isListed(state),
            facts: { status: facts.status, version: facts.version, prices: facts.prices, service: facts.service },
            suspension: suspension === undefined ? null : { cause: suspension.cause, since: suspension.since },
          });
        }),
        propertyRuns(2_000),
      );
    },
  );
});
