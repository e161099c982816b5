import { ListingPriceChanged } from '#common/events/definitions/listing-price-changed.js';
import { samplePrice } from '#common/events/definitions/samples.js';
import { newId } from '#common/kernel/ids.js';
import { institutionOf, personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { institution, ContractsUnderTest } from '../testing/contracts-under-test.js';
import { line, LISTING, quote, SECOND } from '../testing/contract-story.js';

const { supplier, competitor } = personas;

/** From the need to the choice. The clock only moves forward: the test with days of the story comes first. */
describeWithServers('Plan, quotes and choice', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start({ watermarks: false });
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  const several = async () => under.story({ listingIds: [LISTING, SECOND] });

  describe('Requests and quotes', () => {
    it('go to listings that can be contracted and suit the need', async () => {
      const contract = await under.story();
      await contract.on('2025-09-29', 'PLANNED');
      await under.clock('2025-09-30 10:00');
      const asked = await contract.act(contract.buyer, 'quote-requests', { listingIds: [LISTING] });
      expect(asked.view.status).toBe('QUOTING');
      const view = await contract.seenBy();
      expect(view.deadlines.map(({ key, dueAt }) => [key, dueAt])).toEqual([
        ['CHOICE', '2025-10-13T15:00:00.000Z'],
        ['QUOTE', '2025-10-10T15:00:00.000Z'],
      ]);
    });

    it.each([
      ['LISTING_ALREADY_ASKED', 409, 'quote-requests', { listingIds: [LISTING] }],
      ['LISTING_UNKNOWN', 422, 'quote-requests', { listingIds: [newId()] }],
      ['METHOD_IS_NEGOTIATED', 409, 'proposal-requests', { listingIds: [LISTING] }],
      ['REQUEST_INVALID', 422, 'quote-requests', { listingIds: [] }],
    ])('are refused with %s', async (code, status, noun, body) => {
      const contract = await (await under.story()).to('QUOTING');
      expect((await contract.act(contract.buyer, noun, body)).outcome).toBe(`${status} ${code}`);
    });

    it('need the version that was read', async () => {
      const contract = await (await under.story()).to('QUOTING');
      const path = `${contract.path}/quote-requests`;
      const buyer = under.as(contract.buyer);
      expect((await buyer.post(path, { listingIds: [SECOND] })).status).toBe(428);
      expect((await buyer.post(path, { listingIds: [SECOND] }, { ifMatch: 1 })).status).toBe(412);
    });

    it('show a supplier what is wanted, not what it may cost', async () => {
      const contract = await (await under.story()).to('QUOTING');
      const view = await contract.seenBy(supplier);
      expect(view.requested).toMatchObject({ projectName: '문서 자동화 도입', sensitivity: 'MEDIUM' });
      expect(view.need).toBeUndefined();
      expect(view.requests).toMatchObject([{ n: 1, answer: 'OPEN' }]);
      expect((await under.as(competitor).get(contract.path)).status).toBe(404);
      const two = await (await several()).to('QUOTING');
      expect((await two.seenBy(competitor)).requests).toHaveLength(1);
    });

    it.each([
      ['PRICE_ABOVE_LISTED', 422, quote({ lines: [line({ unitPrice: 1_000_001 })] })],
      ['PRICE_LINE_UNKNOWN', 422, quote({ lines: [line({ priceCode: 'X' })] })],
      ['LISTING_VERSION_STALE', 409, quote({ listingVersion: 9 })],
      ['NOT_FOUND', 404, quote({ requestNo: 2 })],
    ])('refuse a quote with %s', async (code, status, body) => {
      const contract = await (await under.story()).to('QUOTING');
      expect((await under.as(supplier).post(`${contract.path}/quotes`, body)).outcome).toBe(`${status} ${code}`);
    });

    it('take quotes sealed until they are due', async () => {
      const contract = await (await under.story()).to('QUOTING');
      const two = await (await several()).to('QUOTED');
      const { status, view } = await under.as(supplier).post(`${contract.path}/quotes`, quote());
      expect([status, view.requests[0]?.answer]).toEqual([200, 'OFFERED']);
      expect((await under.as(supplier).post(`${contract.path}/quotes`, quote())).view.code).toBe('REQUEST_ANSWERED');
      expect((await under.as(supplier).post(`${contract.path}/proposals`, quote())).view.code).toBe(
        'METHOD_IS_NEGOTIATED',
      );
      expect((await under.as(competitor).post(`${contract.path}/quotes`, quote())).status).toBe(404);
      const [request] = (await contract.seenBy()).requests;
      expect([request?.answer, request?.offer]).toEqual(['ARRIVED', undefined]);
      expect((await two.seenBy(competitor)).requests).toHaveLength(1);
      expect((await contract.act(contract.buyer, 'supplier-choice', { requestNo: 1, reason: '적합' })).view.code).toBe(
        'OFFERS_SEALED',
      );
    });

    it('let a supplier decline', async () => {
      const two = await (await several()).to('QUOTING');
      const path = `${two.path}/quote-requests`;
      expect((await under.as(supplier).post(`${path}/2/refusal`, { reason: '일정' })).status).toBe(404);
      const { view } = await under.as(competitor).post(`${path}/1/refusal`, { reason: '일정' });
      expect(view.requests).toMatchObject([{ n: 1, answer: 'DECLINED' }]);
      expect((await under.as(competitor).post(`${path}/1/refusal`, { reason: '일정' })).view.code).toBe(
        'REQUEST_DECLINED',
      );
    });

    it('S17: tell a supplier by no number how many were asked or have answered', async () => {
      const contract = await under.story({ listingIds: [LISTING] });
      await contract.to('QUOTING');
      const seen = async () => (await under.as(supplier).get(contract.path)) as { view: object; etag: string };
      const before = await seen();
      // The second request comes after one that the first supplier got, and is the first for its own.
      await contract.act(contract.buyer, 'quote-requests', { listingIds: [SECOND] });
      const asked = await under.as(competitor).get(contract.path);
      expect(asked.view.requests).toMatchObject([{ n: 1, answer: 'OPEN' }]);
      expect([asked.etag, asked.view.version]).toEqual([before.etag, 1]);
      const answered = await under.as(competitor).post(`${contract.path}/quotes`, quote());
      expect([answered.outcome, answered.etag]).toEqual(['200', '"2"']);
      expect(await seen()).toEqual(expect.objectContaining({ etag: before.etag, view: before.view }));
      expect((await contract.seenBy()).version).toBe(4);
    });

    it('S17: take the supplier’s own version for If-Match', async () => {
      const contract = await (await several()).to('NEGOTIATING');
      const { version } = await contract.seenBy(supplier);
      const whole = (await contract.seenBy()).version;
      expect(version).toBeLessThan(whole);
      const state = (ifMatch: number) =>
        under.as(supplier).post(`${contract.path}/terms`, contract.terms(), { ifMatch });
      const stale = await state(whole);
      expect([stale.outcome, stale.view.detail]).toEqual([
        '412 VERSION_STALE',
        expect.stringContaining(`the contract is at ${version}`),
      ]);
      const stated = await state(version);
      expect([stated.outcome, stated.view.version]).toEqual(['200', version + 1]);
      expect((await contract.seenBy(competitor)).version).toBeLessThan(version + 1);
    });

    it('open at 24:00 and take nothing after', async () => {
      const contract = await (await under.story()).to('QUOTED');
      const late = await (await under.story()).to('QUOTING');
      const [request] = (await contract.seenBy()).requests;
      await under.clock(request?.due.dueAt ?? '');
      expect((await contract.seenBy()).requests).toMatchObject([{ answer: 'OFFERED', offer: { amount: 10_800_000 } }]);
      expect((await under.as(supplier).post(`${late.path}/quotes`, quote())).outcome).toBe('409 ANSWER_OVERDUE');
    });
  });

  describe('A need', () => {
    const story = async () => under.story();

    it('is registered by a verified institution only', async () => {
      const plan = (await story()).plan();
      const post = async (code: string) => (await under.as(institutionOf(code)).post('/v1/contracts', plan)).view.code;
      const unverified = under.freshCode();
      await under.as(institutionOf(unverified)).post('/v1/institutions', institution(unverified));
      expect(await post(unverified)).toBe('INSTITUTION_NOT_VERIFIED');
      expect(await post('1777777')).toBe('INSTITUTION_NOT_REGISTERED');
      expect((await under.as(supplier).post('/v1/contracts', plan)).status).toBe(403);
    });

    it('says what is wrong with it', async () => {
      const contract = await story();
      const wrong = { ...contract.plan(), networks: [], period: { from: '2025-13-01', to: '2026-10-19' }, extra: 1 };
      const { status, view } = await under.as(contract.buyer).post('/v1/contracts', wrong);
      expect(status).toBe(422);
      expect(view.errors.map((one) => one.pointer).sort()).toEqual(['/extra', '/networks', '/period/from']);
      const past = contract.plan({ period: { from: '2025-08-03', to: '2026-10-19' } });
      expect((await under.as(contract.buyer).post('/v1/contracts', past)).view.code).toBe('PERIOD_PAST');
    });

    it('is registered once per Idempotency-Key', async () => {
      const contract = await story();
      const buyer = under.as(contract.buyer);
      const first = await buyer.post('/v1/contracts', contract.plan(), { key: 'need-1' });
      const again = await buyer.post('/v1/contracts', contract.plan(), { key: 'need-1' });
      expect([first.status, again.view.id, again.view.version]).toEqual([201, first.view.id, 1]);
      const other = await buyer.post('/v1/contracts', contract.plan({ fiscalYear: 2026 }), { key: 'need-1' });
      expect(other.view.code).toBe('IDEMPOTENCY_KEY_REUSED');
      expect(first.headers.get('location')).toBe(`/v1/contracts/${first.view.id}`);
    });

    it('is the institution’s alone', async () => {
      const contract = await (await story()).to('PLANNED');
      const { buyer } = contract;
      for (let n = 0; n < 3; n++) await (await under.story({ buyer })).to('PLANNED');
      for (const reader of [await under.buyer(), supplier, undefined, personas.officer]) {
        expect((await under.as(reader).get(contract.path)).status).toBe(404);
      }
      expect((await under.as(buyer).get('/v1/contracts?status=PLANNED')).view.items).toHaveLength(4);
      expect((await under.as(personas.stranger).get('/v1/contracts')).view.items).toEqual([]);
      expect((await under.as().get('/v1/contracts')).view.items).toEqual([]);
    });

    it.each(['PLANNED', 'QUOTING', 'NEGOTIATING'])(
      'S8: is in no list of %s contracts without a token, and no cursor leads to it',
      async (status) => {
        await (await under.story()).to(status as 'PLANNED');
        for (const sort of ['neededOn', '-neededOn', 'createdAt']) {
          const answer = await under.as().get(`/v1/contracts?status=${status}&sort=${sort}&limit=1`);
          expect([answer.status, answer.body]).toEqual([200, { items: [] }]);
        }
      },
    );

    it('S8: is found by a supplier under the one status that its view shows', async () => {
      const contract = await (await several()).to('DRAFTED');
      const listed = async (status: string) => {
        const { view } = await under.as(competitor).get(`/v1/contracts?status=${status}&limit=200`);
        return view.items.map(({ id }) => id);
      };
      expect(await listed('NEGOTIATING')).toContain(contract.contractId);
      expect(await listed('DRAFTED')).not.toContain(contract.contractId);
      const own = await under.as(contract.buyer).get('/v1/contracts?status=DRAFTED');
      expect(own.view.items.map(({ id }) => id)).toEqual([contract.contractId]);
    });

    it('S8: is paged by cursors that tell nothing of it', async () => {
      const contract = await (await under.story()).to('PLANNED');
      await (await under.story({ buyer: contract.buyer })).to('PLANNED');
      const first = await under.as(contract.buyer).get('/v1/contracts?own=true&limit=1&sort=neededOn');
      const { next, items } = first.view as unknown as { next: string; items: { id: string }[] };
      expect(Buffer.from(next, 'base64url').toString('latin1')).not.toContain(items[0]?.id);
      const second = await under.as(contract.buyer).get(`/v1/contracts?own=true&limit=1&sort=neededOn&cursor=${next}`);
      expect(second.view.items).toHaveLength(1);
      expect(second.body).not.toHaveProperty('next');
    });
  });

  describe('The choice', () => {
    it('has a reason, and a comparison when there were several candidates', async () => {
      const contract = await (await under.story()).to('QUOTED');
      const two = await (await several()).to('QUOTED');
      await under.as(competitor).post(`${two.path}/quote-requests/1/refusal`, { reason: '일정' });
      const [request] = (await two.seenBy()).requests;
      await under.notBefore(request?.due.dueAt ?? '');
      const one = await contract.act(contract.buyer, 'supplier-choice', { requestNo: 1, reason: '적합' });
      expect(one.view.status).toBe('NEGOTIATING');
      const choose = (body: object) => two.act(two.buyer, 'supplier-choice', { requestNo: 1, reason: '적합', ...body });
      expect((await choose({})).view.code).toBe('COMPARISON_MISSING');
      expect((await choose({ requestNo: 2, comparisonId: newId() })).view.code).toBe('OFFER_NOT_VALID');
      const ofOthers = await under.compared(contract.buyer, two.listingIds);
      const without = await under.compared(two.buyer, [SECOND, newId()]);
      for (const [code, body] of [
        ['COMPARISON_UNKNOWN', { comparisonId: newId() }],
        ['COMPARISON_UNKNOWN', { comparisonId: ofOthers }],
        ['COMPARISON_WITHOUT_CHOICE', { comparisonId: without }],
      ] as const)
        expect((await choose(body)).outcome).toBe(`422 ${code}`);
      const [first, second] = [await under.compared(two.buyer, two.listingIds), without];
      const { view } = await choose({ comparisonId: first, furtherComparisonIds: [second] });
      expect([view.status, view.choice]).toMatchObject(['NEGOTIATING', { comparisonIds: [first, second] }]);
      expect((await two.seenBy(competitor)).status).toBe('NEGOTIATING');
      const evaluation = { evaluations: [{ requestNo: 1, score: 1, reason: '-' }], requestNo: 1, reason: '-' };
      expect((await contract.act(contract.buyer, 'evaluation', evaluation)).view.code).toBe('METHOD_IS_NEGOTIATED');
    });

    it('leads to terms at the quoted price although the listed one has risen', async () => {
      const listing = await under.listing();
      const contract = await (await under.story({ listingIds: [listing.listingId] })).to('QUOTED');
      await under.publish(ListingPriceChanged, {
        ...listing,
        version: 2,
        prices: [{ ...samplePrice, unitPrice: 2_000_000 }],
      });
      await contract.to('NEGOTIATING');
      expect((await contract.act(contract.buyer, 'terms', contract.terms())).view.status).toBe('NEGOTIATING');
      const { status, view } = await contract.act(supplier, 'terms', contract.terms());
      expect([status, view.status, view.terms?.amount]).toEqual([200, 'DRAFTED', 10_800_000]);
    });
  });
});
