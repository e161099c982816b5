import { ListingCancelled } from '#common/events/definitions/listing-cancelled.js';
import { ListingResumed } from '#common/events/definitions/listing-resumed.js';
import { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import { addDays } from '#common/kernel/day.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';
import { deposit, done, line, LISTING, quote, SECOND } from '../testing/contract-story.js';

const { supplier, competitor } = personas;
/** Of three partitions all are hit, but for one time in a hundred. */
const OTHERS = 14;

/** From the terms to the signatures. The clock only moves forward: the test with days of the story comes first. */
describeWithServers('Terms, draft and signatures', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  const several = async () => under.story({ listingIds: [LISTING, SECOND] });

  it('conclude with the second signature, within the budget', async () => {
    const contract = await under.story();
    const { buyer } = contract;
    await contract.on('2025-09-29', 'PLANNED');
    const work = await under.as(buyer).get('/v1/work?task=CONCLUDE_CONTRACT');
    expect(JSON.stringify(work.body)).toContain('LEAD_TIME_ALARM');
    await contract.on('2025-09-30', 'QUOTING');
    await contract.on('2025-10-10', 'QUOTED');
    await contract.on('2025-10-13', 'NEGOTIATING');
    await contract.on('2025-10-15', 'DRAFTED');
    await contract.on('2025-10-16', 'SIGNING');
    await contract.on('2025-10-17', 'HALF_SIGNED');
    const before = await contract.seenBy(supplier);
    const sign = () =>
      under.as(supplier).post(`${contract.path}/signatures`, undefined, { ifMatch: before.version, key: 'sign-1' });
    const { status, view } = await sign();
    expect([status, view.status]).toEqual([200, 'CONCLUDED']);
    expect(view.concluded).toMatchObject({ amount: 10_800_000, leadTimeBusinessDays: 9, listingVersion: 1 });
    expect(view.concluded?.contractNo).toMatch(/^NC-2025-[0-9A-F]{12}$/);
    expect((await sign()).view.version).toBe(view.version);
    // For the institution alone: to the supplier the day of the need is unknown until the conclusion.
    expect(before.leadTime).toBeUndefined();
    expect((await contract.seenBy(buyer)).leadTime).toEqual({
      businessDays: 9,
      targetOn: '2025-10-20',
      alarmOn: '2025-10-24',
      standing: 'WITHIN_TARGET',
    });
    await eventually(async () => {
      const budget = await under.budget(buyer);
      expect([budget.reserved, budget.committed]).toEqual([0, 10_800_000]);
    });
    expect((await under.setBudget(buyer, 10_799_999)).view.code).toBe('BUDGET_BELOW_COMMITTED');
  });

  it('F-27: of a period that has begun wait for terms that are agreed again', async () => {
    const contract = await (await under.story()).to('HALF_SIGNED');
    const { period } = contract.terms();
    await under.clock(`${addDays(period.from, 1)} 10:00`);
    expect((await contract.act(supplier, 'signatures')).outcome).toBe('422 PERIOD_PAST');
    const again = contract.terms({ period: { ...period, from: addDays(under.today, 7) } });
    const reopened = await contract.act(supplier, 'terms', again);
    expect([reopened.view.status, reopened.view.signatures, reopened.view.terms]).toEqual([
      'NEGOTIATING',
      [],
      undefined,
    ]);
    done(await contract.act(contract.buyer, 'terms', again));
    done(await contract.act(contract.buyer, 'draft', deposit));
    done(await contract.act(contract.buyer, 'signatures'));
    const { view } = await contract.act(supplier, 'signatures');
    expect([view.status, view.concluded]).toMatchObject(['CONCLUDED', { period: again.period }]);
  });

  it.each([
    ['PRICE_ABOVE_QUOTE', 422, { lines: [line({ unitPrice: 900_001 })] }],
    ['ATTESTATION_MISSING', 422, { noBroker: false }],
    ['BILLING_MODEL_MISMATCH', 422, { billingModel: 'USAGE', cap: 12_000_000 }],
    ['PRICE_ABOVE_BUDGET', 409, { cap: 30_000_001 }],
  ])('refuse terms with %s', async (code, status, changed) => {
    const contract = await (await under.story()).to('NEGOTIATING');
    const refused = await contract.act(contract.buyer, 'terms', contract.terms(changed));
    expect(refused.outcome).toBe(`${status} ${code}`);
  });

  it('keep the chosen supplier to its terms and a competitor out', async () => {
    const contract = await (await under.story()).to('DRAFTED');
    const chosen = await contract.seenBy(supplier);
    expect(chosen.terms).toBeDefined();
    expect([chosen.need, chosen.choice]).toEqual([undefined, undefined]);
    const two = await (await several()).to('NEGOTIATING');
    const loser = await two.seenBy(competitor);
    expect([loser.terms, loser.stated, loser.choice, loser.deadlines]).toEqual([undefined, undefined, undefined, []]);
    const terms = await under.as(competitor).post(`${two.path}/terms`, two.terms(), { ifMatch: 1 });
    expect(terms.status).toBe(403);
  });

  it('draw up the contract with its deposit', async () => {
    const contract = await (await under.story()).to('DRAFTED');
    const draft = (body: object) => contract.act(contract.buyer, 'draft', body);
    expect((await draft({ deposit: { kind: 'DEPOSIT', amount: 1_079_999 } })).view.code).toBe('DEPOSIT_TOO_LOW');
    expect((await draft({ deposit: { kind: 'WAIVER' } })).view.errors[0]?.pointer).toBe('/deposit/ground');
    expect((await contract.act(supplier, 'draft', deposit)).status).toBe(403);
    expect((await draft(deposit)).view.status).toBe('SIGNING');
  });

  it('ask the catalog again: a listing suspended since cannot be signed for', async () => {
    const listing = await under.listing();
    const contract = await (await under.story({ listingIds: [listing.listingId] })).to('SIGNING');
    await under.publish(ListingSuspended, {
      ...listing,
      status: 'SUSPENDED',
      cause: 'SECURITY_INCIDENT',
      since: under.today,
    });
    expect((await contract.act(contract.buyer, 'signatures')).view.code).toBe('LISTING_NOT_CONTRACTABLE');
  });

  it('ask the catalog of now: a suspension that is told again after the listing resumed suspends nothing', async () => {
    const listing = await under.listing();
    const contract = await (await under.story({ listingIds: [listing.listingId] })).to('SIGNING');
    const { listingId } = listing;
    const suspended = { ...listing, status: 'SUSPENDED' as const, cause: 'OTHER', since: under.today };
    const told = await under.test.emit(ListingSuspended, listingId, suspended);
    await under.publish(ListingResumed, listing);
    for (const _ of [1, 2]) await under.test.emitAgain(told);
    // Each waits until the copy has it. One of so many lies behind the repeats, on their partition.
    for (let n = 0; n < OTHERS; n++) await under.listing();
    expect((await contract.act(contract.buyer, 'signatures')).status).toBe(200);
  });

  it('F-04: end with the listing: it is neither offered, chosen nor signed for once it is cancelled', async () => {
    const listing = await under.listing();
    const { listingId } = listing;
    const signing = await (await under.story({ listingIds: [listingId] })).to('SIGNING');
    const asked = await (await under.story({ listingIds: [listingId] })).to('QUOTING');
    const offered = await (await under.story({ listingIds: [listingId] })).to('QUOTED');
    await under.publish(ListingCancelled, { ...listing, status: 'CANCELLED', cancelledOn: under.today });
    const { requests } = await offered.seenBy();
    const answers = [
      await under.as(supplier).post(`${asked.path}/quotes`, quote()),
      await asked.act(asked.buyer, 'quote-requests', { listingIds: [listingId] }),
      await signing.act(signing.buyer, 'signatures'),
    ];
    await under.notBefore(requests[0]?.due.dueAt ?? '');
    answers.push(await offered.act(offered.buyer, 'supplier-choice', { requestNo: 1, reason: '적합' }));
    for (const { outcome, view } of answers)
      expect([outcome, view.errors[0]?.code]).toEqual(['409 LISTING_NOT_CONTRACTABLE', 'LISTING_CANCELLED']);
  });

  it('need a contract that is drawn up before it is signed', async () => {
    const negotiating = await (await under.story()).to('NEGOTIATING');
    const planned = await (await under.story()).to('PLANNED');
    for (const contract of [negotiating, planned]) {
      expect((await contract.act(contract.buyer, 'signatures')).view.code).toBe('CONTRACT_NOT_SIGNING');
    }
  });

  it('S17: conclude by the version that the chosen of two suppliers knows', async () => {
    const contract = await (await several()).to('QUOTED');
    done(await under.as(competitor).post(`${contract.path}/quotes`, quote()));
    await contract.to('HALF_SIGNED');
    const known = await contract.seenBy(supplier);
    expect(known.version).not.toBe((await contract.seenBy()).version);
    const signed = await under.as(supplier).post(`${contract.path}/signatures`, undefined, { ifMatch: known.version });
    expect([signed.outcome, signed.view.status]).toEqual(['200', 'CONCLUDED']);
  });

  it('cannot be undone by cancelling, which is possible before', async () => {
    const concluded = await (await under.story()).to('CONCLUDED');
    expect((await concluded.act(concluded.buyer, 'cancellation', { reason: '예산' })).status).toBe(409);
    const signing = await (await under.story()).to('SIGNING');
    expect((await signing.act(supplier, 'cancellation', { reason: '중단' })).view.status).toBe('CANCELLED');
    expect((await signing.seenBy()).deadlines).toEqual([]);
  });
});

describeWithServers('The first signatures of a service', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start({ watermarks: false });
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  it('wait for a copy of the catalog that is proven fresh (A-28), and show the public what was concluded (R-51)', async () => {
    const contract = await (await under.story()).to('SIGNING');
    const { buyer, path } = contract;
    const stale = await contract.act(buyer, 'signatures');
    expect([stale.status, stale.view.code]).toEqual([503, 'CATALOG_STALE']);
    expect(stale.headers.get('retry-after')).not.toBeNull();
    await under.proveFreshness();
    expect((await contract.act(buyer, 'signatures')).status).toBe(200);
    expect((await contract.seenBy()).signatures).toMatchObject([{ act: 'SIGNATURE' }]);
    expect((await contract.act(buyer, 'signatures')).view.code).toBe('ALREADY_SIGNED');

    expect((await contract.act(supplier, 'signatures')).view.status).toBe('CONCLUDED');
    const shown = await contract.seenByPublic();
    expect(shown.concluded).toMatchObject({
      amount: 10_800_000,
      legalBasis: '국가계약법 시행령 제26조제1항제5호아목',
    });
    // The agreed lines are public, as they are on the topic: unit prices, too.
    expect(shown.concluded?.lines).toMatchObject([{ priceCode: 'STD', quantity: 12, unitPrice: 900_000 }]);
    expect([shown.need, shown.requests, shown.terms, shown.registration]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const onListing = (await under.as().get(`/v1/contracts?listingId=${LISTING}`)).view.items;
    expect(onListing[0]?.concluded?.lines).toEqual(shown.concluded?.lines);
    expect((await contract.seenBy(supplier)).concluded?.lines).toHaveLength(1);
    const publicly = under.as();
    expect((await publicly.get('/v1/contracts')).view.items.map((one) => one.id)).toEqual([contract.contractId]);
    expect((await publicly.get(`/v1/contracts?listingId=${LISTING}`)).view.items).toHaveLength(1);
    // a token never shows less than no token; own contracts alone are asked for by name.
    for (const reader of [await under.buyer(), personas.stranger, personas.officer]) {
      const listed = async (query: string) => (await under.as(reader).get(`/v1/contracts?${query}`)).view.items;
      expect((await listed(`listingId=${LISTING}`)).map((one) => one.id)).toEqual([contract.contractId]);
      expect(await listed(`listingId=${LISTING}&own=true`)).toEqual([]);
    }
    expect((await publicly.get(`${path}/history`)).status).toBe(401);
    const history = (await under.as(buyer).get(`${path}/history`)).view.items;
    expect(history.map((one) => one.type)).toContain('ContractSigned');
    expect(JSON.stringify(history)).not.toContain('900000');
  });
});
