import assert from 'node:assert/strict';
import { AgreementConcluded } from '#common/events/definitions/agreement-concluded.js';
import { sampleAgreement } from '#common/events/definitions/agreement-facts.js';
import type { EventData, EventDefinition } from '#common/events/define-event.js';
import { ComparisonSaved } from '#common/events/definitions/comparison-saved.js';
import { sampleListing, type ListingFacts } from '#common/events/definitions/listing-facts.js';
import { ListingPublished } from '#common/events/definitions/listing-published.js';
import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import type { Person } from '#common/kernel/actor.js';
import { addDays, dayOf, type Day } from '#common/kernel/day.js';
import { newId } from '#common/kernel/ids.js';
import { institutionOf, personas } from '#testing/personas.js';
import { ServiceClient, type Answer, type Caller } from '#testing/service-client.js';
import { serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { eventually } from '#testing/stores.js';
import { contracts } from '../contracts.service-map.js';
import { CatalogFreshness } from '../read-models/catalog/catalog-freshness.js';
import { Catalog } from '../read-models/catalog/catalog.mongo.js';
import { SavedComparisons } from '../read-models/comparisons/saved-comparisons.mongo.js';
import { catalogWatermarks } from './catalog-watermarks.js';
import { ContractStory, DAYS_TO_START, done, SECOND, type StoryOptions, type View } from './contract-story.js';

const START = '2025-08-04T10:00:00+09:00';
/** Time for the first event after a start: on a busy broker the consumers take long to join their groups. */
const FIRST_EVENT = { within: 40_000 };

interface Starting {
  /** Without them our copy of the catalog is never proven fresh. */
  readonly watermarks?: boolean;
  /** Other settings than those of a test. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The contracts service with two listings, and what a spec needs to bring a contract where it wants it. */
export class ContractsUnderTest {
  private now = Date.parse(START);
  private institutions = 1_000_000;
  private listings = 100;
  private watermarks: { stop(): Promise<void> } | undefined;
  private readonly client: ServiceClient<View>;

  private constructor(readonly test: ServiceUnderTest) {
    this.client = new ServiceClient<View>(test);
  }

  static async start({ watermarks = true, env = {} }: Starting = {}): Promise<ContractsUnderTest> {
    const test = await serviceUnderTest(
      contracts,
      [ListingPublished, AgreementConcluded, ComparisonSaved, ServiceSelected, SelectionCancelled, SupplierDebarred],
      {},
      env,
    );
    const under = new ContractsUnderTest(test);
    await under.clock(START);
    await under.publish(ListingPublished, sampleListing);
    const supplier = { businessNumber: '2222222222', name: '제공기업 3', size: 'MID_SIZED' as const };
    const agreement = { ...sampleAgreement, listingId: SECOND, supplier: '2222222222' };
    await test.emit(AgreementConcluded, agreement.agreementId, agreement);
    await under.publish(ListingPublished, {
      ...sampleListing,
      listingId: SECOND,
      listingNo: 'DS-2025-000063',
      supplier,
    });
    await eventually(
      async () => assert.equal((await under.get(Catalog).entry(SECOND)).agreements.length, 1),
      FIRST_EVENT,
    );
    if (watermarks) await under.proveFreshness();
    return under;
  }

  async stop(): Promise<void> {
    await this.watermarks?.stop();
    await this.test.stop();
  }

  as(person?: Person): Caller<View> {
    return this.client.as(person);
  }

  /** A provider of the service. */
  get<T>(type: new (...args: never[]) => T): T {
    return this.test.service.app.get<T>(type);
  }

  get today(): Day {
    return dayOf(new Date(this.now));
  }

  get instant(): number {
    return this.now;
  }

  /** Moves the clock, `2025-09-19 10:00` in Seoul or an instant; backward is refused. */
  async clock(text: string): Promise<void> {
    await this.client.clock(text);
    this.now = Date.parse(text.includes('+') || text.endsWith('Z') ? text : `${text.replace(' ', 'T')}:00+09:00`);
  }

  async minutesLater(minutes: number): Promise<void> {
    await this.clock(new Date(this.now + minutes * 60_000).toISOString());
  }

  /** Moves the clock to that instant, unless it has passed. */
  async notBefore(instant: string): Promise<void> {
    if (Date.parse(instant) > this.now) await this.clock(new Date(instant).toISOString());
  }

  /** From now on catalog's relay says how far it has come: our copy is proven fresh. */
  async proveFreshness(): Promise<void> {
    this.watermarks ??= catalogWatermarks(this.test.prefix);
    await eventually(() => this.get(CatalogFreshness).assertFresh(), FIRST_EVENT);
  }

  /** Tells of a listing, and waits until our copy has it. */
  async publish<D extends EventDefinition>(event: D, facts: ListingFacts & EventData<D>): Promise<void> {
    await this.test.emit(event, facts.listingId, facts);
    await eventually(
      async () => assert.deepEqual((await this.get(Catalog).entry(facts.listingId)).listing, facts),
      FIRST_EVENT,
    );
  }

  /** Tells of a comparison that this institution saved, and waits until our copy has it. @returns its id */
  async compared(buyer: Person, listingIds: readonly string[]): Promise<string> {
    const comparisonId = newId();
    const institution = buyer.org ?? '';
    const saved = { comparisonId, institution, listingIds: [...listingIds], subtype: 'SAAS', savedOn: this.today };
    await this.test.emit(ComparisonSaved, comparisonId, saved);
    await eventually(
      async () => assert.equal((await this.get(SavedComparisons).of([comparisonId])).length, 1),
      FIRST_EVENT,
    );
    return comparisonId;
  }

  /** Another listing of the supplier, for a test that changes it. */
  async listing(): Promise<ListingFacts> {
    const facts = { ...sampleListing, listingId: newId(), listingNo: `DS-2025-000${++this.listings}` };
    await this.publish(ListingPublished, facts);
    return facts;
  }

  /** The code of an institution that no other test uses. */
  freshCode(): string {
    return String(++this.institutions);
  }

  /** A buyer of an institution that NIA has verified, with this budget for each year in which its contracts begin. */
  async buyer(budget = 100_000_000): Promise<Person> {
    const code = this.freshCode();
    const buyer = institutionOf(code);
    done(await this.as(buyer).post('/v1/institutions', institution(code)));
    done(await this.as(personas.officer).post(`/v1/institutions/${code}/verification`, undefined, { ifMatch: 1 }));
    const years = [this.today, addDays(this.today, DAYS_TO_START)].map((day) => day.slice(0, 4));
    for (const year of new Set(['2025', ...years])) done(await this.setBudget(buyer, budget, year));
    return buyer;
  }

  /** On the version that is read, and again when a reservation was settled in between. */
  async setBudget(buyer: Person, amount: number, year?: string): Promise<Answer<View>> {
    for (;;) {
      const answer = await this.as(buyer).move(budgetPath(buyer, year), '', { amount }, 'PUT');
      if (answer.outcome !== '412 VERSION_STALE') return answer;
    }
  }

  async budget(buyer: Person, year?: string): Promise<View> {
    return (await this.as(buyer).get(budgetPath(buyer, year))).view;
  }

  /** A contract of this buyer, or of a fresh one, still to be planned. */
  async story({ buyer, ...options }: Partial<StoryOptions> & { readonly buyer?: Person } = {}): Promise<ContractStory> {
    return new ContractStory(this, buyer ?? (await this.buyer()), options);
  }
}

export const institution = (code: string) => ({
  code,
  name: `수요기관 ${code}`,
  type: 'STATE',
  ministry: '과학기술정보통신부',
});

/** Of the funding source of the stories, unless said otherwise. */
export const budgetPath = ({ org = '' }: Person, year = '2025', fundingSource = 'BID_SAVINGS'): string =>
  `/v1/institutions/${org}/budgets/${year}/${fundingSource}`;
