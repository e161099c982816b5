import { AgreementConcluded } from '#common/events/definitions/agreement-concluded.js';
import { sampleAgreement } from '#common/events/definitions/agreement-facts.js';
import { sampleListing } from '#common/events/definitions/listing-facts.js';
import { ListingPublished } from '#common/events/definitions/listing-published.js';
import { ListingPriceChanged } from '#common/events/definitions/listing-price-changed.js';
import { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import { samplePrice } from '#common/events/definitions/samples.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { newId } from '#common/kernel/ids.js';
import type { Role } from '#common/kernel/actor.js';
import { client, serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Budgets } from './budgets/budgets.repository.js';
import { budgetIdOf } from './budgets/domain/budgeting.js';
import { Contracts } from './contracts/contracts.repository.js';
import { signContract } from './contracts/domain/signing.js';
import { SigningGround } from './contracts/sign-contract/signing-ground.js';
import { contracts as contractsMap } from './contracts.service-map.js';
import { catalogWatermarks } from './testing/catalog-watermarks.js';

interface View {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly code: string;
  readonly detail: string;
  readonly items: View[];
  readonly need?: { budgetAmount: number };
  readonly requested?: object;
  readonly requests: { n: number; answer: string; offer?: { amount: number }; supplier: object }[];
  readonly choice?: object;
  readonly stated?: object;
  readonly terms?: { amount: number };
  readonly signatures?: { act: string }[];
  readonly concluded?: { contractNo: string; amount: number; lines?: unknown[]; legalBasis: string };
  readonly registration?: { status: string; overdue: boolean };
  readonly deadlines: { key: string; dueAt: string; overdue: boolean }[];
  readonly errors: { pointer: string; code: string }[];
  readonly amount: number;
  readonly available: number;
  readonly reserved: number;
  readonly committed: number;
}

const LISTING = sampleListing.listingId;
const SECOND = '018f6f2a-0000-7000-8000-00000000000b';
const FRAGILE = '018f6f2a-0000-7000-8000-00000000000d';
const [SELLER, COMPETITOR] = ['1234567890', '2222222222'] as const;
const [MAIN, RACERS, CRASHED, UNVERIFIED] = ['1000001', '1000002', '1000003', '1000004'] as const;

const line = (changed = {}) => ({ priceCode: 'STD', quantity: 12, unitPrice: 900_000, vatIncluded: true, ...changed });
const plan = (changed = {}) => ({
  projectName: '문서 자동화 도입',
  budgetAmount: 30_000_000,
  fundingSource: 'BID_SAVINGS',
  fiscalYear: 2025,
  sensitivity: 'MEDIUM',
  networks: ['INTERNAL'],
  period: { from: '2025-10-20', to: '2026-10-19' },
  method: 'NEGOTIATED',
  route: 'SELF',
  ...changed,
});
const terms = (changed = {}) => ({
  lines: [line()],
  period: { from: '2025-10-20', to: '2026-10-19' },
  sla: '월 가용률 99.9 %',
  billingModel: 'FLAT',
  endOfContractData: '30일 안에 돌려주고 지운다.',
  noBroker: true,
  ...changed,
});
const quote = (changed = {}) => ({ requestNo: 1, listingVersion: 1, lines: [line()], ...changed });
const deposit = { deposit: { kind: 'DEPOSIT', amount: 1_080_000 } };

describeWithServers('Contracts', () => {
  let test: ServiceUnderTest;
  let watermarks: { stop(): Promise<void> } | undefined;
  /** Contracts of the story's dates, by what becomes of them. */
  const ids: Record<'main' | 'raceA' | 'raceB' | 'crash' | 'fragile' | 'idle' | 'two' | 'catalog', string> = {
    main: '',
    raceA: '',
    raceB: '',
    crash: '',
    fragile: '',
    idle: '',
    two: '',
    catalog: '',
  };

  const clients = new Map<string, ReturnType<typeof client>>();
  const as = (role?: Role, org?: string) => {
    const name = `${role ?? 'public'} ${org ?? ''}`;
    const caller = role && { sub: name, roles: [role], ...(org !== undefined && { org }) };
    const call = clients.get(name) ?? client(test.service.url, caller);
    clients.set(name, call);
    return async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
      const reply = await call(method, path, body, headers);
      return { ...reply, view: reply.body as View };
    };
  };
  const buyer = (org: string = MAIN) => as('INSTITUTION', org);
  const seller = () => as('SUPPLIER', SELLER);
  const competitor = () => as('SUPPLIER', COMPETITOR);
  const nia = () => as('NIA_OPERATOR');
  const anyone = () => as();
  const clock = (day: string, time = '10:00') => as('ADMIN')('POST', '/v1/clock', { now: `${day}T${time}:00+09:00` });
  const get = async (id: string, who = buyer()) => (await who('GET', `/v1/contracts/${id}`)).view;
  /** A transition with the ETag that whoever acts has just read. */
  const act = async (who: ReturnType<typeof as>, id: string, noun: string, body?: unknown) => {
    const { version } = await get(id, who);
    return who('POST', `/v1/contracts/${id}/${noun}`, body, { 'if-match': `"${version}"` });
  };
  const ownerOf = (id: string) =>
    buyer(id === ids.raceA || id === ids.raceB ? RACERS : id === ids.crash ? CRASHED : MAIN);
  const pursued = () => [ids.main, ids.raceA, ids.raceB, ids.crash, ids.fragile];

  const institution = (code: string) => ({
    code,
    name: `수요기관 ${code}`,
    type: 'STATE',
    ministry: '과학기술정보통신부',
  });

  beforeAll(async () => {
    test = await serviceUnderTest(contractsMap, [ListingPublished, AgreementConcluded, ServiceSelected]);
    await clock('2025-08-04');
    await test.emit(ListingPublished, LISTING, sampleListing);
    await test.emit(ListingPublished, FRAGILE, { ...sampleListing, listingId: FRAGILE, listingNo: 'DS-2025-000064' });
    const supplier = { businessNumber: COMPETITOR, name: '제공기업 3', size: 'MID_SIZED' as const };
    await test.emit(ListingPublished, SECOND, {
      ...sampleListing,
      listingId: SECOND,
      listingNo: 'DS-2025-000063',
      supplier,
    });
    const agreement = { ...sampleAgreement, listingId: SECOND, supplier: COMPETITOR };
    await test.emit(AgreementConcluded, agreement.agreementId, agreement);
  }, 60_000);

  afterAll(async () => {
    await watermarks?.stop();
    await test?.stop();
  }, 30_000);

  describe('Institutions', () => {
    it('register under their own code and are verified by NIA, once', async () => {
      for (const code of [MAIN, RACERS, CRASHED, UNVERIFIED]) {
        const { status, view } = await buyer(code)('POST', '/v1/institutions', institution(code));
        expect([status, view.status]).toEqual([201, 'REGISTERED']);
      }
      for (const code of [MAIN, RACERS, CRASHED]) {
        const path = `/v1/institutions/${code}/verification`;
        const { status, view } = await nia()('POST', path, undefined, { 'if-match': '"1"' });
        expect([status, view.status]).toEqual([200, 'VERIFIED']);
      }
    });

    it.each<[string, number, string]>([
      ['its code is taken', 409, 'INSTITUTION_EXISTS'],
      ['its code is of another organisation', 404, 'NOT_FOUND'],
    ])('are refused when %s', async (_, status, code) => {
      const refused = await buyer(status === 409 ? MAIN : '1999999')(
        'POST',
        '/v1/institutions',
        institution(MAIN.replace('1000001', status === 409 ? MAIN : '1888888')),
      );
      expect([refused.status, refused.view.code]).toEqual([status, code]);
    });

    it('are not verified by themselves, nor twice, nor without a version', async () => {
      const path = `/v1/institutions/${MAIN}/verification`;
      expect((await buyer()('POST', path, undefined, { 'if-match': '"2"' })).status).toBe(403);
      expect((await nia()('POST', path, undefined, { 'if-match': '"2"' })).view.code).toBe('INSTITUTION_VERIFIED');
      expect((await nia()('POST', path)).status).toBe(428);
      expect((await buyer(RACERS)('GET', `/v1/institutions/${MAIN}`)).status).toBe(404);
    });
  });

  describe('Budgets', () => {
    const path = (code: string, year = '2025') => `/v1/institutions/${code}/budgets/${year}`;

    it('are set and seen by their own institution', async () => {
      const body = { amount: 100_000_000, fundingSource: 'BID_SAVINGS' };
      expect((await buyer()('PUT', path(MAIN), body)).view).toMatchObject({ available: 100_000_000, version: 1 });
      await buyer(CRASHED)('PUT', path(CRASHED), body);
      // Enough for one of the two contracts that will race for it.
      await buyer(RACERS)('PUT', path(RACERS), { ...body, amount: 15_000_000 });
      expect((await buyer()('GET', path(MAIN))).view.amount).toBe(100_000_000);
      expect((await as('AUDITOR')('GET', path(MAIN))).status).toBe(200);
    });

    it('are nobody else’s to know', async () => {
      expect((await buyer(RACERS)('GET', path(MAIN))).status).toBe(404);
      expect((await buyer(RACERS)('PUT', path(MAIN), { amount: 1, fundingSource: 'FUND' })).status).toBe(404);
      expect((await seller()('GET', path(MAIN))).status).toBe(403);
      expect((await anyone()('GET', path(MAIN))).status).toBe(401);
      expect((await buyer()('GET', path(MAIN, '1999'))).status).toBe(404);
    });

    it('are whole won', async () => {
      const { status, view } = await buyer()('PUT', path(MAIN), { amount: -1, fundingSource: 'FUND' });
      expect([status, view.errors[0]?.pointer]).toEqual([422, '/amount']);
    });
  });

  describe('A need', () => {
    it('is registered by a verified institution only', async () => {
      await clock('2025-09-29');
      const post = async (code: string) => (await buyer(code)('POST', '/v1/contracts', plan())).view.code;
      expect(await post(UNVERIFIED)).toBe('INSTITUTION_NOT_VERIFIED');
      expect(await post('1777777')).toBe('INSTITUTION_NOT_REGISTERED');
      expect((await seller()('POST', '/v1/contracts', plan())).status).toBe(403);
    });

    it('says what is wrong with it', async () => {
      const wrong = { ...plan(), networks: [], period: { from: '2025-13-01', to: '2026-10-19' }, extra: 1 };
      const { status, view } = await buyer()('POST', '/v1/contracts', wrong);
      expect(status).toBe(422);
      expect(view.errors.map((one) => one.pointer).sort()).toEqual(['/extra', '/networks', '/period/from']);
      const past = plan({ period: { from: '2025-09-28', to: '2026-10-19' } });
      expect((await buyer()('POST', '/v1/contracts', past)).view.code).toBe('PERIOD_PAST');
    });

    it('is registered once per Idempotency-Key', async () => {
      const key = { 'idempotency-key': 'need-1' };
      const first = await buyer()('POST', '/v1/contracts', plan(), key);
      const again = await buyer()('POST', '/v1/contracts', plan(), key);
      expect([first.status, again.view.id, again.view.version]).toEqual([201, first.view.id, 1]);
      expect((await buyer()('POST', '/v1/contracts', plan({ fiscalYear: 2026 }), key)).view.code).toBe(
        'IDEMPOTENCY_KEY_REUSED',
      );
      ids.main = first.view.id;
      expect(first.headers.get('location')).toBe(`/v1/contracts/${ids.main}`);
    });

    it('is the institution’s alone', async () => {
      for (const [name, code] of [
        ['raceA', RACERS],
        ['raceB', RACERS],
        ['crash', CRASHED],
        ['fragile', MAIN],
        ['idle', MAIN],
        ['two', MAIN],
      ] as const) {
        ids[name] = (await buyer(code)('POST', '/v1/contracts', plan())).view.id;
      }
      for (const who of [buyer(RACERS), seller(), anyone(), nia()]) {
        expect((await who('GET', `/v1/contracts/${ids.main}`)).status).toBe(404);
      }
      expect((await buyer()('GET', '/v1/contracts?status=PLANNED')).view.items).toHaveLength(4);
      expect((await seller()('GET', '/v1/contracts')).view.items).toEqual([]);
      expect((await anyone()('GET', '/v1/contracts')).view.items).toEqual([]);
    });
  });

  describe('Requests and quotes', () => {
    it('go to listings that can be contracted and suit the need', async () => {
      await clock('2025-09-30');
      await eventually(async () => {
        const { view } = await act(buyer(), ids.main, 'quote-requests', { listingIds: [LISTING] });
        expect(view.status).toBe('QUOTING');
      });
      for (const id of [ids.raceA, ids.raceB, ids.crash]) {
        await act(ownerOf(id), id, 'quote-requests', { listingIds: [LISTING] });
      }
      await act(buyer(), ids.fragile, 'quote-requests', { listingIds: [FRAGILE] });
      await act(buyer(), ids.two, 'quote-requests', { listingIds: [LISTING, SECOND] });
      const view = await get(ids.main);
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
      const refused = await act(buyer(), ids.main, noun, body);
      expect([refused.status, refused.view.code]).toEqual([status, code]);
    });

    it('need the version that was read', async () => {
      const path = `/v1/contracts/${ids.main}/quote-requests`;
      expect((await buyer()('POST', path, { listingIds: [SECOND] })).status).toBe(428);
      expect((await buyer()('POST', path, { listingIds: [SECOND] }, { 'if-match': '"1"' })).status).toBe(412);
    });

    it('show a supplier what is wanted, not what it may cost', async () => {
      const view = await get(ids.main, seller());
      expect(view.requested).toMatchObject({ projectName: '문서 자동화 도입', sensitivity: 'MEDIUM' });
      expect(view.need).toBeUndefined();
      expect(view.requests).toMatchObject([{ n: 1, answer: 'OPEN' }]);
      expect((await competitor()('GET', `/v1/contracts/${ids.main}`)).status).toBe(404);
      expect((await get(ids.two, competitor())).requests).toMatchObject([{ n: 2 }]);
    });

    it.each([
      ['PRICE_ABOVE_LISTED', 422, quote({ lines: [line({ unitPrice: 1_000_001 })] })],
      ['PRICE_LINE_UNKNOWN', 422, quote({ lines: [line({ priceCode: 'X' })] })],
      ['LISTING_VERSION_STALE', 409, quote({ listingVersion: 9 })],
      ['NOT_FOUND', 404, quote({ requestNo: 2 })],
    ])('refuse a quote with %s', async (code, status, body) => {
      await clock('2025-10-10');
      const refused = await seller()('POST', `/v1/contracts/${ids.main}/quotes`, body);
      expect([refused.status, refused.view.code]).toEqual([status, code]);
    });

    it('take quotes sealed until they are due', async () => {
      for (const id of [...pursued(), ids.two]) {
        const { status, view } = await seller()('POST', `/v1/contracts/${id}/quotes`, quote());
        expect([status, view.requests[0]?.answer]).toEqual([200, 'OFFERED']);
      }
      expect((await seller()('POST', `/v1/contracts/${ids.main}/quotes`, quote())).view.code).toBe('REQUEST_ANSWERED');
      expect((await seller()('POST', `/v1/contracts/${ids.main}/proposals`, quote())).view.code).toBe(
        'METHOD_IS_NEGOTIATED',
      );
      expect((await competitor()('POST', `/v1/contracts/${ids.main}/quotes`, quote())).status).toBe(404);
      const [request] = (await get(ids.main)).requests;
      expect([request?.answer, request?.offer]).toEqual(['ARRIVED', undefined]);
      expect((await get(ids.two, competitor())).requests).toHaveLength(1);
      expect((await act(buyer(), ids.main, 'supplier-choice', { requestNo: 1, reason: '적합' })).view.code).toBe(
        'OFFERS_SEALED',
      );
    });

    it('let a supplier decline', async () => {
      const path = `/v1/contracts/${ids.two}/quote-requests`;
      expect((await seller()('POST', `${path}/2/refusal`, { reason: '일정' })).status).toBe(404);
      const { view } = await competitor()('POST', `${path}/2/refusal`, { reason: '일정' });
      expect(view.requests).toMatchObject([{ n: 2, answer: 'DECLINED' }]);
      expect((await competitor()('POST', `${path}/2/refusal`, { reason: '일정' })).view.code).toBe('REQUEST_DECLINED');
    });

    it('open at 24:00 and take nothing after', async () => {
      await clock('2025-10-11', '00:00');
      expect((await get(ids.main)).requests).toMatchObject([{ answer: 'OFFERED', offer: { amount: 10_800_000 } }]);
      const listed = { ...sampleListing, version: 2, prices: [{ ...samplePrice, unitPrice: 2_000_000 }] };
      await test.emit(ListingPriceChanged, LISTING, listed);
    });
  });

  describe('Choice, terms and draft', () => {
    it('choose with a reason, on a comparison when there were several candidates', async () => {
      await clock('2025-10-13');
      for (const id of pursued()) {
        const { view } = await act(ownerOf(id), id, 'supplier-choice', { requestNo: 1, reason: '적합' });
        expect(view.status).toBe('NEGOTIATING');
      }
      const choose = (body: object) =>
        act(buyer(), ids.two, 'supplier-choice', { requestNo: 1, reason: '적합', ...body });
      expect((await choose({})).view.code).toBe('COMPARISON_MISSING');
      expect((await choose({ requestNo: 2, comparisonId: newId() })).view.code).toBe('OFFER_NOT_VALID');
      expect((await choose({ comparisonId: newId() })).view.status).toBe('NEGOTIATING');
      expect((await get(ids.two, competitor())).status).toBe('NEGOTIATING');
      expect(
        (
          await act(buyer(), ids.main, 'evaluation', {
            evaluations: [{ requestNo: 1, score: 1, reason: '-' }],
            requestNo: 1,
            reason: '-',
          })
        ).view.code,
      ).toBe('METHOD_IS_NEGOTIATED');
    });

    it('agree when both parties say the same, at the quoted price although the listed one has risen', async () => {
      await clock('2025-10-15');
      for (const id of pursued()) {
        expect((await act(ownerOf(id), id, 'terms', terms())).view.status).toBe('NEGOTIATING');
        const { status, view } = await act(seller(), id, 'terms', terms());
        expect([status, view.status, view.terms?.amount]).toEqual([200, 'DRAFTED', 10_800_000]);
      }
    });

    it.each([
      ['PRICE_ABOVE_QUOTE', 422, terms({ lines: [line({ unitPrice: 900_001 })] })],
      ['ATTESTATION_MISSING', 422, terms({ noBroker: false })],
      ['BILLING_MODEL_MISMATCH', 422, terms({ billingModel: 'USAGE', cap: 12_000_000 })],
      ['PRICE_ABOVE_BUDGET', 409, terms({ cap: 30_000_001 })],
    ])('refuse terms with %s', async (code, status, body) => {
      const refused = await act(buyer(), ids.two, 'terms', body);
      expect([refused.status, refused.view.code]).toEqual([status, code]);
    });

    it('keep the chosen supplier to its terms and a competitor out', async () => {
      const chosen = await get(ids.main, seller());
      expect(chosen.terms).toBeDefined();
      expect([chosen.need, chosen.choice]).toEqual([undefined, undefined]);
      const loser = await get(ids.two, competitor());
      expect([loser.terms, loser.stated, loser.choice, loser.deadlines]).toEqual([undefined, undefined, undefined, []]);
      expect(
        (await competitor()('POST', `/v1/contracts/${ids.two}/terms`, terms(), { 'if-match': '"1"' })).status,
      ).toBe(403);
    });

    it('draw up the contract with its deposit', async () => {
      await clock('2025-10-16');
      const low = { deposit: { kind: 'DEPOSIT', amount: 1_079_999 } };
      expect((await act(buyer(), ids.main, 'draft', low)).view.code).toBe('DEPOSIT_TOO_LOW');
      expect((await act(buyer(), ids.main, 'draft', { deposit: { kind: 'WAIVER' } })).view.errors[0]?.pointer).toBe(
        '/deposit/ground',
      );
      expect((await act(seller(), ids.main, 'draft', deposit)).status).toBe(403);
      for (const id of pursued()) expect((await act(ownerOf(id), id, 'draft', deposit)).view.status).toBe('SIGNING');
    });
  });

  describe('Signing', () => {
    it('waits for a copy of the catalog that is proven fresh (A-28)', async () => {
      await clock('2025-10-17');
      const stale = await act(buyer(), ids.main, 'signatures');
      expect([stale.status, stale.view.code]).toEqual([503, 'CATALOG_STALE']);
      expect(stale.headers.get('retry-after')).not.toBeNull();
      watermarks = catalogWatermarks(test.prefix);
      await eventually(async () => expect((await act(buyer(), ids.main, 'signatures')).status).toBe(200));
      expect((await get(ids.main)).signatures).toMatchObject([{ act: 'SIGNATURE' }]);
      expect((await act(buyer(), ids.main, 'signatures')).view.code).toBe('ALREADY_SIGNED');
    });

    it('concludes with the second signature, within the budget', async () => {
      const before = await get(ids.main, seller());
      const headers = { 'if-match': `"${before.version}"`, 'idempotency-key': 'sign-1' };
      const sign = () => seller()('POST', `/v1/contracts/${ids.main}/signatures`, undefined, headers);
      const { status, view } = await sign();
      expect([status, view.status]).toEqual([200, 'CONCLUDED']);
      expect(view.concluded).toMatchObject({ amount: 10_800_000, leadTimeBusinessDays: 9, listingVersion: 1 });
      expect(view.concluded?.contractNo).toMatch(/^NC-2025-[0-9A-F]{12}$/);
      expect((await sign()).view.version).toBe(view.version);
      await eventually(async () => {
        const budget = (await buyer()('GET', `/v1/institutions/${MAIN}/budgets/2025`)).view;
        expect([budget.reserved, budget.committed]).toEqual([0, 10_800_000]);
      });
      const low = { amount: 10_799_999, fundingSource: 'FUND' };
      expect((await buyer()('PUT', `/v1/institutions/${MAIN}/budgets/2025`, low)).view.code).toBe(
        'BUDGET_BELOW_COMMITTED',
      );
    });

    it('shows the public parties, basis, amount and dates, the parties all of it', async () => {
      const shown = await get(ids.main, anyone());
      expect(shown.concluded).toMatchObject({
        amount: 10_800_000,
        legalBasis: '국가계약법 시행령 제26조제1항제5호아목',
      });
      expect([shown.concluded?.lines, shown.need, shown.requests, shown.terms, shown.registration]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect((await get(ids.main, seller())).concluded?.lines).toHaveLength(1);
      expect((await anyone()('GET', '/v1/contracts')).view.items.map((one) => one.id)).toEqual([ids.main]);
      expect((await anyone()('GET', `/v1/contracts?listingId=${LISTING}`)).view.items).toHaveLength(1);
      expect((await anyone()('GET', `/v1/contracts/${ids.main}/history`)).status).toBe(401);
      const history = (await buyer()('GET', `/v1/contracts/${ids.main}/history`)).view.items;
      expect(history.map((one) => (one as unknown as { type: string }).type)).toContain('ContractSigned');
      expect(JSON.stringify(history)).not.toContain('900000');
    });

    it('of two contracts racing for one budget concludes one', async () => {
      for (const id of [ids.raceA, ids.raceB]) await act(buyer(RACERS), id, 'signatures');
      const replies = await Promise.all([ids.raceA, ids.raceB].map((id) => act(seller(), id, 'signatures')));
      expect(replies.map((one) => one.status).sort()).toEqual([200, 409]);
      const refused = replies.find((one) => one.status === 409)?.view;
      expect(refused?.code).toBe('BUDGET_EXCEEDED');
      expect(refused?.detail).not.toMatch(/15000000|4200000/);
      const budget = (await buyer(RACERS)('GET', `/v1/institutions/${RACERS}/budgets/2025`)).view;
      expect(budget.reserved + budget.committed).toBe(10_800_000);
      const loser = replies[0]?.status === 409 ? ids.raceA : ids.raceB;
      expect((await get(loser, buyer(RACERS))).status).toBe('SIGNING');
      // Once the budget is raised the same signature concludes.
      await buyer(RACERS)('PUT', `/v1/institutions/${RACERS}/budgets/2025`, {
        amount: 30_000_000,
        fundingSource: 'FUND',
      });
      expect((await act(seller(), loser, 'signatures')).view.status).toBe('CONCLUDED');
    });

    it('asks the catalog again: a listing suspended since cannot be signed for', async () => {
      const suspended = {
        ...sampleListing,
        listingId: FRAGILE,
        status: 'SUSPENDED' as const,
        cause: 'SECURITY_INCIDENT',
        since: '2025-10-17',
      };
      await test.emit(ListingSuspended, FRAGILE, suspended);
      await eventually(async () => {
        const { version } = await get(ids.fragile);
        const { view } = await buyer()('POST', `/v1/contracts/${ids.fragile}/signatures`, undefined, {
          'if-match': `"${version}"`,
        });
        expect(view.code).toBe('LISTING_NOT_CONTRACTABLE');
      });
    });

    it('that dies between reserving and concluding loses nothing: the try is fenced, then its money released', async () => {
      await act(buyer(CRASHED), ids.crash, 'signatures');
      const [contracts, ground, budgets] = [Contracts, SigningGround, Budgets].map((type) =>
        test.service.app.get(type as never),
      ) as [Contracts, SigningGround, Budgets];
      const contract = await contracts.find(ids.crash);
      const input = await ground.prepare(contract!, 'SUPPLIER', contract!.version);
      const reserved = async () =>
        (await budgets.find(budgetIdOf(CRASHED, 2025)))?.state.reservations.map((one) => one.status);
      expect(await reserved()).toEqual(['RESERVED']);
      await clock('2025-10-17', '10:04');
      expect(await reserved()).toEqual(['RESERVED']);
      await clock('2025-10-17', '10:06');
      expect(await reserved()).toEqual(['RELEASED']);
      // The slow signer wakes up: too late by version, and by the try even without one.
      const intent = { id: ids.crash, actor: { kind: 'system' as const, sub: 'system:test' }, causationId: newId() };
      await expect(
        contracts.change({ ...intent, expectedVersion: contract!.version }, (s, m) => signContract(s, input, m)),
      ).rejects.toMatchObject({ code: 'VERSION_STALE' });
      await expect(contracts.change(intent, (s, m) => signContract(s, input, m))).rejects.toMatchObject({
        code: 'SIGNING_LAPSED',
      });
      expect((await act(seller(), ids.crash, 'signatures')).view.status).toBe('CONCLUDED');
      await eventually(async () => expect(await reserved()).toEqual(['RELEASED', 'COMMITTED']));
    });

    it('needs a contract that is drawn up', async () => {
      expect((await act(buyer(), ids.two, 'signatures')).view.code).toBe('CONTRACT_NOT_SIGNING');
      expect((await act(buyer(), ids.idle, 'signatures')).view.code).toBe('CONTRACT_NOT_SIGNING');
    });

    it('cannot be undone by cancelling, which is possible before', async () => {
      expect((await act(buyer(), ids.main, 'cancellation', { reason: '예산' })).status).toBe(409);
      expect((await act(seller(), ids.fragile, 'cancellation', { reason: '중단' })).view.status).toBe('CANCELLED');
      expect((await get(ids.fragile)).deadlines).toEqual([]);
    });
  });

  describe('A catalog contract', () => {
    const catalogPlan = plan({ method: 'CATALOG', route: 'CENTRAL', period: { from: '2025-11-24', to: '2026-11-23' } });
    const agreed = terms({ period: { from: '2025-11-24', to: '2026-11-23' } });

    it('goes from proposals of agreement holders to order and confirmation', async () => {
      await clock('2025-11-03');
      ids.catalog = (await buyer()('POST', '/v1/contracts', catalogPlan)).view.id;
      const ask = (listingIds: string[]) => act(buyer(), ids.catalog, 'proposal-requests', { listingIds });
      expect((await ask([LISTING])).view.code).toBe('LISTING_NOT_CONTRACTABLE');
      expect((await act(buyer(), ids.catalog, 'quote-requests', { listingIds: [SECOND] })).view.code).toBe(
        'METHOD_IS_CATALOG',
      );
      expect((await ask([SECOND])).view.deadlines).toMatchObject([
        { key: 'CHOICE' },
        { key: 'PROPOSAL', dueAt: '2025-11-10T15:00:00.000Z' },
      ]);
      expect((await competitor()('POST', `/v1/contracts/${ids.catalog}/proposals`, quote())).status).toBe(200);
      expect((await get(ids.catalog)).requests).toMatchObject([{ answer: 'ARRIVED' }]);
      await clock('2025-11-11');
      const evaluation = {
        evaluations: [{ requestNo: 1, score: 92.5, reason: '요구를 채운다' }],
        requestNo: 1,
        reason: '최고점',
      };
      expect(
        (
          await act(buyer(), ids.catalog, 'evaluation', {
            ...evaluation,
            evaluations: [{ requestNo: 2, score: 1, reason: '-' }],
          })
        ).view.code,
      ).toBe('EVALUATION_INCOMPLETE');
      expect((await act(buyer(), ids.catalog, 'evaluation', evaluation)).view.status).toBe('NEGOTIATING');
      await act(buyer(), ids.catalog, 'terms', agreed);
      await act(competitor(), ids.catalog, 'terms', agreed);
      await act(buyer(), ids.catalog, 'draft', deposit);
      expect((await act(competitor(), ids.catalog, 'signatures')).view.code).toBe('DELIVERY_ORDER_MISSING');
      await act(buyer(), ids.catalog, 'signatures');
      const { view } = await act(competitor(), ids.catalog, 'signatures');
      expect(view.signatures).toMatchObject([{ act: 'DELIVERY_ORDER' }, { act: 'CONFIRMATION' }]);
      expect(view.concluded).toMatchObject({ method: 'CATALOG', agreementNo: '00-25-00001-00' });
      expect(view.concluded?.contractNo).toMatch(/^CC-2025-/);
    });
  });

  describe('After the conclusion', () => {
    const usage = { projectName: '문서 자동화 도입', actualUser: '수요기관 1' };

    it('contracts start on their day, registrations fall overdue and stay possible', async () => {
      const main = await get(ids.main);
      expect([main.status, main.registration?.status]).toEqual(['ACTIVE', 'OVERDUE']);
      expect(main.deadlines).toMatchObject([{ key: 'USAGE_REGISTRATION', overdue: true }]);
      expect((await act(seller(), ids.main, 'usage-registration', usage)).status).toBe(403);
      const { view } = await act(buyer(), ids.main, 'usage-registration', usage);
      expect(view.registration).toMatchObject({ status: 'REGISTERED', registeredOn: '2025-11-11' });
      expect((await act(buyer(), ids.main, 'usage-registration', usage)).view.code).toBe('USAGE_REGISTERED');
      expect((await act(buyer(), ids.two, 'usage-registration', usage)).view.code).toBe('CONTRACT_NOT_CONCLUDED');
      await act(buyer(), ids.catalog, 'usage-registration', usage);
    });

    it('the statistics count what is registered and show the gap', async () => {
      await test.emit(ServiceSelected, ServiceSelected.sample.caseId, ServiceSelected.sample);
      await eventually(async () => {
        const { status, body } = await anyone()('GET', '/v1/statistics?asOf=2025-11-11&groupBy=METHOD');
        expect(status).toBe(200);
        expect(body).toEqual({
          asOf: '2025-11-11',
          dateBasis: 'CONCLUDED',
          groupBy: 'METHOD',
          selections: { total: 1, aiConvergence: 1 },
          suppliers: 1,
          institutions: 1,
          contracts: 2,
          amount: 21_600_000,
          unregistered: 3,
          leadTime: { median: 6, p90: 9 },
          groups: [
            { key: 'CATALOG', contracts: 1, amount: 10_800_000 },
            { key: 'NEGOTIATED', contracts: 1, amount: 10_800_000 },
          ],
        });
      });
      const registered = (await anyone()('GET', '/v1/statistics?asOf=2025-11-10&dateBasis=REGISTERED')).body;
      expect(registered).toMatchObject({ contracts: 0, unregistered: 4 });
      expect((await anyone()('GET', '/v1/statistics?asOf=2025-02-30')).status).toBe(422);
      expect((await anyone()('GET', '/v1/statistics?groupBy=COLOUR')).status).toBe(422);
    });

    it('a plan nobody pursues is cancelled after sixty days', async () => {
      await clock('2025-11-28', '00:01');
      expect((await get(ids.idle)).status).toBe('PLANNED');
      await clock('2025-11-29', '00:00');
      expect((await get(ids.idle)).status).toBe('CANCELLED');
      expect((await get(ids.catalog)).status).toBe('ACTIVE');
    });
  });
});
