import fc from 'fast-check';
import type { EventMeta } from '#common/events/cloud-event.js';
import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { systemActor } from '#common/kernel/actor.js';
import { addDays } from '#common/kernel/day.js';
import { newId } from '#common/kernel/ids.js';
import { FoldedStore } from '#testing/folded-store.js';
import { expectRebuilt, someDeliveries, toldOf } from '#testing/projected.js';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { momentOf, refusalOf } from '#testing/specification.js';
import { completeListing, createListing, listingIdOf, submitListing } from '../listings/domain/preparing.js';
import { publishListing } from '../listings/domain/publishing.js';
import type { ListingUsers } from '../listings/listing-users.js';
import type { Listings } from '../listings/listings.repository.js';
import { listingType } from '../listings/listing.type.js';
import { contact, selected } from '../listings/testing/listings.js';
import { listingSearch } from '../read-models/listing-search/listing-search.projection.js';
import { OnSelectionCancelled } from './on-selection-cancelled.js';
import { OnServiceSelected } from './on-service-selected.js';

const APPLICATIONS = [1, 2, 3, 4].map((n) => `018f6f2a-0000-7000-8000-00000000030${n}`);
const noUsers: Pick<ListingUsers, 'of'> = { of: () => Promise.resolve([]) };

/** What the committee decided, as review tells it: once for each application, and with one cancellation at most. */
class Decisions {
  readonly selected = new Set<string>();
  readonly cancelled = new Set<string>();
  private readonly sent: (() => Promise<void>)[] = [];
  private readonly onSelected: OnServiceSelected;
  private readonly onCancelled: OnSelectionCancelled;

  constructor(listings: Listings) {
    this.onSelected = new OnServiceSelected(listings);
    this.onCancelled = new OnSelectionCancelled(listings, noUsers as ListingUsers);
  }

  async select(applicationId: string): Promise<void> {
    if (this.selected.has(applicationId)) return;
    this.selected.add(applicationId);
    const context = contextOf();
    await this.send(() => this.onSelected.handle(selected({ applicationId }), context));
  }

  async cancel(applicationId: string): Promise<void> {
    if (!this.selected.has(applicationId) || this.cancelled.has(applicationId)) return;
    this.cancelled.add(applicationId);
    const context = contextOf();
    await this.send(() => this.onCancelled.handle({ ...SelectionCancelled.sample, applicationId }, context));
  }

  /** One of the events comes once more. */
  async again(n: number): Promise<void> {
    await this.sent[n % Math.max(1, this.sent.length)]?.();
  }

  private async send(deliver: () => Promise<void>): Promise<void> {
    this.sent.push(deliver);
    await deliver();
  }
}

const contextOf = (): InboxContext =>
  new InboxContext({ id: newId(), correlationId: newId(), traceparent: '' } as EventMeta, 'catalog');

describe('Decisions of the committee, as the catalog hears of them', { timeout: 300_000 }, () => {
  const act = fc.record({
    what: fc.constantFrom('select', 'select', 'again', 'again', 'cancel', 'publish'),
    which: fc.nat(APPLICATIONS.length - 1),
    days: fc.nat(3),
  });

  it(
    '§11.6 (1): each that selected has one listing, and no listing is there or found without one',
    proves({ '11.6/1': listingIdOf, '11.5/selected-lists': createListing }),
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 14 }), someDeliveries, async (acts, deliveries) => {
          let moment = momentOf('2025-09-19');
          const listings = new FoldedStore(listingType, { moment: () => moment });
          const decisions = new Decisions(listings as unknown as Listings);
          const publish = async (applicationId: string) => {
            const id = listingIdOf(applicationId);
            const steps = [
              (state, now) => completeListing(state, { contact }, now),
              submitListing,
              publishListing,
            ] satisfies Parameters<typeof listings.change>[1][];
            if (!listings.ids.includes(id)) return;
            for (const decide of steps) {
              const { state } = (await listings.newest(id)) ?? {};
              if (state === undefined || refusalOf(() => decide(state, moment)) !== 'nothing refused') return;
              await listings.change({ id, actor: systemActor('test'), causationId: newId() }, decide);
            }
          };
          for (const { what, which, days } of acts) {
            moment = momentOf(addDays(moment.today, days));
            const applicationId = APPLICATIONS[which] ?? '';
            if (what === 'publish') await publish(applicationId);
            else if (what === 'again') await decisions.again(which);
            else await decisions[what](applicationId);
          }
          const of = (id: string) => listings.stateOf(id).facts.applicationId;
          expect(listings.ids.map(of).toSorted()).toEqual([...decisions.selected].toSorted());
          const told = listings.ids.flatMap((id) => toldOf(listingSearch, listings.historyOf(id), id));
          const rows = expectRebuilt(told, deliveries).all();
          for (const id of listings.ids) {
            const created = listings.historyOf(id).filter(({ type }) => type === 'ListingCreated');
            expect([id, created.length]).toEqual([listingIdOf(of(id)), 1]);
            if (decisions.cancelled.has(of(id))) expect(rows[id]?.['isListed'] ?? false).toBe(false);
          }
          expect(Object.keys(rows).filter((id) => !listings.ids.includes(id))).toEqual([]);
        }),
        propertyRuns(10_000),
      );
    },
  );
});
