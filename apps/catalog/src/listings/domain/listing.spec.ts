import * as fc from 'fast-check';
import { IncidentReported } from '#common/events/definitions/incident-reported.js';
import { sampleAgreement } from '#common/events/definitions/agreement-facts.js';
import { sampleCertificate, samplePrice } from '#common/events/definitions/samples.js';
import { checkPublishable } from '#common/events/publishable.js';
import { addDays, dayOf, type Day } from '#common/kernel/day.js';
import { Refusal } from '#common/kernel/errors.js';
import { propertyRuns } from '#testing/property-runs.js';
import { momentOf, type Decide } from '#testing/specification.js';
import { expectExactEdges } from '#testing/walk.js';
import { listingType } from '../listing.type.js';
import { listingView, ListingView } from '../listing.view.js';
import { contact, opened, published, submitted, type ListingSpecification } from '../testing/listings.js';
import { cancelListing } from './cancelling.js';
import { approveChange, rejectChange, requestChange, withdrawChange } from './changing.js';
import { delistListing, requestDelisting } from './delisting.js';
import { listingDueAt, tickListing } from './expiring.js';
import { followAgreement } from './following-agreements.js';
import { followSupplier } from './following-supplier.js';
import type { ListingEvent } from './listing.events.js';
import type { ListingState } from './listing.state.js';
import { completeListing, submitListing } from './preparing.js';
import { publishListing, returnListing } from './publishing.js';
import { followDebarment, followReinstatement } from './following-debarments.js';
import { refuseRenewal, renewListing, requestRenewal } from './renewing.js';
import { closeSuspensionReview, openSuspensionReview } from './reviewing-incidents.js';
import { resumeListing, suspendListing } from './suspending.js';

type Step = Decide<ListingState, ListingEvent>;

const delisting = (lastDay: Day) => ({ lastDay, reason: '서비스 종료', users: [] });
const certificateChange = { certificates: [{ ...sampleCertificate, validTo: '2029-01-31' }], reason: '교체' };
const priceChange = (unitPrice: number) => ({ prices: [{ ...samplePrice, unitPrice }], reason: '조정' });
/** Number of the newest change; what is decided already is refused. */
const newest = ({ changes }: ListingState): number => changes.length;

const steps = {
  complete: (state, moment) => completeListing(state, { contact }, moment),
  emptyPrices: (state, moment) => completeListing(state, { prices: [] }, moment),
  submit: submitListing,
  publish: publishListing,
  return: (state, moment) => returnListing(state, { reason: '보완' }, moment),
  suspend: (state, moment) => suspendListing(state, { cause: 'SECURITY_INCIDENT', reason: '침해사고 조사' }, moment),
  incident: (state, moment) => openSuspensionReview(state, IncidentReported.sample, moment),
  closeReview: (state) => closeSuspensionReview(state, { reason: '경미' }),
  resume: (state, moment) => resumeListing(state, { reason: '해소' }, moment),
  raise: (state, moment) => requestChange(state, priceChange(2_000_000), moment),
  lower: (state, moment) => requestChange(state, priceChange(500_000), moment),
  replaceCertificate: (state, moment) => requestChange(state, certificateChange, moment),
  approve: (state, moment) =>
    approveChange(state, { no: newest(state), reason: '승인', expertOpinion: '적합' }, moment),
  withdrawChange: (state) => withdrawChange(state, { no: newest(state), reason: '철회' }),
  describe: (state, moment) =>
    requestChange(state, { service: { summary: `설명 ${state.facts.version}` }, reason: '문구' }, moment),
  move: (state, moment) => requestChange(state, { service: { deployment: 'PRIVATE' }, reason: '전환' }, moment),
  renameSupplier: (state, moment) =>
    followSupplier(state, { ...state.facts.supplier, name: `제공기업 ${state.facts.version}` }, moment),
  reject: (state) => rejectChange(state, { no: newest(state), reason: '거절' }),
  requestRenewal: (state, moment) => requestRenewal(state, { reason: '갱신' }, moment),
  renew: (state, moment) => renewListing(state, { reason: '갱신' }, moment),
  refuseRenewal: (state) => refuseRenewal(state, { reason: '거절' }),
  debar: (state, moment) =>
    followDebarment(state, { no: 1, from: addDays(moment.today, 3), to: addDays(moment.today, 9) }, moment),
  reinstate: (state, moment) => followReinstatement(state, { no: 1, from: moment.today }, moment),
  agreementConcluded: (state, moment) => followAgreement(state, sampleAgreement, moment),
  agreementEnded: (state, moment) => followAgreement(state, { ...sampleAgreement, status: 'ENDED' }, moment),
  cancelSelection: (state, moment) => cancelListing(state, { cancelledOn: moment.today, users: [] }, moment),
  requestDelisting: (state, moment) => requestDelisting(state, delisting(moment.today), moment),
  delist: (state, moment) => delistListing(state, delisting(moment.today), moment),
  tick: tickListing,
} satisfies Readonly<Record<string, Step>>;

describe('A listing, whatever is done to it,', () => {
  it('goes exactly the ways of its diagrams', () => {
    expectExactEdges(listingType, {
      from: opened({ certificates: [{ ...sampleCertificate, validTo: '2026-02-28' }] }),
      commands: Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, () => step])),
      views: [
        [
          ListingView,
          (state) =>
            listingView(
              {
                id: 'l-1',
                version: 1,
                state,
                count: { contractCount: 0, institutionCount: 0 },
                viewCount: 0,
                withFile: true,
              },
              momentOf('2026-01-02'),
            ),
        ],
      ],
      daysMax: 20,
      walks: 600,
    });
  });

  /** §11.3; EXPIRED, DELISTED and CANCELLED are ends. */
  const ALLOWED: Readonly<Record<string, readonly string[]>> = {
    PREPARING: ['PREPARING', 'IN_CHECK', 'ACTIVE', 'CANCELLED'],
    IN_CHECK: ['IN_CHECK', 'PREPARING', 'ACTIVE', 'CANCELLED'],
    ACTIVE: ['ACTIVE', 'SUSPENDED', 'EXPIRED', 'DELISTED', 'CANCELLED'],
    SUSPENDED: ['SUSPENDED', 'ACTIVE', 'EXPIRED', 'DELISTED', 'CANCELLED'],
    EXPIRED: ['EXPIRED'],
    DELISTED: ['DELISTED'],
    CANCELLED: ['CANCELLED'],
  };

  const move = fc.record({
    name: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])),
    days: fc.integer({ min: 0, max: 200 }),
  });

  it('moves only as the table allows, publishes what its schemas allow, and a timer always gets on', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        let listing = opened();
        let today = '2025-09-19';
        for (const { name, days } of moves) {
          today = addDays(today, days);
          if (today > '2027-12-01') return;
          for (const event of eventsOf(listing.on(today), steps[name])) {
            const next = listing.on(today).given([event]);
            expect(ALLOWED[listing.state.facts.status]).toContain(next.state.facts.status);
            expect(next.state.facts.version).toBeGreaterThanOrEqual(listing.state.facts.version);
            const definition = listingType.publishes.find((one) => one.name === event.type);
            if (definition !== undefined) checkPublishable(definition, event.data);
            listing = next;
          }
          const due = listingDueAt(listing.state);
          if (due !== undefined) expect(tickListing(listing.state, momentOf(`${dayOf(due)} 00:00`))).not.toEqual([]);
        }
      }),
      propertyRuns(300),
    );
  });

  /** None where the step is refused. */
  function eventsOf({ state, moment }: ListingSpecification, step: Step): readonly ListingEvent[] {
    try {
      return step(state, moment);
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  }
});

it('publishes only what its schemas allow', () => {
  for (const event of [...opened().decided, ...published(submitted()).decided]) {
    const definition = listingType.publishes.find((one) => one.name === event.type);
    expect(() => checkPublishable(definition!, event.data)).not.toThrow();
  }
});
