import { ListingPublished } from '#common/events/definitions/listing-published.js';
import { sampleListing } from '#common/events/definitions/listing-facts.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { addDays } from '#common/kernel/day.js';
import { derivedId, newId } from '#common/kernel/ids.js';
import type { Person } from '#common/kernel/actor.js';
import { institutionOf, personas, supplierOf } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Catalog } from '../read-models/catalog/catalog.mongo.js';
import { done, LISTING, quote, type ContractStory, type View } from '../testing/contract-story.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';

const { supplier, competitor, stranger } = personas;
const LEAD = supplier.org ?? '';
const PARTNER = supplierOf('3333333333');
const numberOf = ({ org }: Person): string => org ?? '';

/** 공동이행: of a thousand, 450 stay with the supplier that offers. */
const SHARED = {
  manner: 'JOINT',
  members: [
    { businessNumber: numberOf(competitor), perMille: 350 },
    { businessNumber: numberOf(PARTNER), perMille: 200 },
  ],
} as const;

interface Part {
  readonly businessNumber: string;
  readonly amount: number;
}
interface Performed {
  readonly nextPeriod?: { readonly from: string; readonly to: string };
  readonly statements: readonly { readonly parts?: readonly Part[] }[];
  readonly claims: readonly {
    readonly parts?: readonly Part[];
    readonly payments: readonly { readonly parts?: readonly Part[] }[];
  }[];
}
const performed = (view: View) => (view as View & { readonly performance: Performed }).performance;

/** The clock only moves forward: the tests are in the order of their days. */
describeWithServers('A joint contract (공동계약)', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
    const own = { ...sampleListing, listingId: newId(), listingNo: 'DS-2025-000777' };
    await under.publish(ListingPublished, {
      ...own,
      supplier: { businessNumber: numberOf(PARTNER), name: '제공기업 4', size: 'SMALL_MEDIUM' },
    });
  }, 90_000);
  afterAll(() => under?.stop(), 30_000);

  const joint = () => under.story({ consortium: SHARED });
  const sign = (contract: ContractStory, person: Person) => contract.act(person, 'signatures');

  it('bad consortia are refused, and nothing is written', async () => {
    const contract = await (await joint()).to('QUOTING');
    const { version } = await contract.seenBy(supplier);
    const offer = async (consortium: object) => {
      const { outcome, view } = await under.as(supplier).post(`${contract.path}/quotes`, quote({ consortium }));
      return [outcome, view.errors[0]?.pointer];
    };
    const among = (...members: readonly object[]) => offer({ manner: 'JOINT', members });
    const one = SHARED.members[0];
    expect(await among()).toEqual(['422 REQUEST_INVALID', '/consortium/members']);
    expect(await offer({ manner: 'TOGETHER', members: [one] })).toEqual(['422 REQUEST_INVALID', '/consortium/manner']);
    expect(await among({ ...one, perMille: 0 })).toEqual(['422 REQUEST_INVALID', '/consortium/members/0/perMille']);
    expect(await among({ ...one, businessNumber: '12' })).toEqual([
      '422 REQUEST_INVALID',
      '/consortium/members/0/businessNumber',
    ]);
    expect(await among({ ...one, share: 1 })).toEqual(['422 REQUEST_INVALID', '/consortium/members/0/share']);
    expect(await among(one, one)).toEqual(['422 CONSORTIUM_MEMBER_REPEATED', '/consortium/members/1/businessNumber']);
    expect(await among({ ...one, businessNumber: LEAD })).toEqual([
      '422 CONSORTIUM_MEMBER_REPEATED',
      '/consortium/members/0/businessNumber',
    ]);
    expect(await among({ ...one, businessNumber: numberOf(stranger) })).toEqual([
      '422 CONSORTIUM_MEMBER_UNKNOWN',
      '/consortium/members/0/businessNumber',
    ]);
    expect(await among({ ...one, perMille: 950 })).toEqual(['422 CONSORTIUM_PART_INVALID', '/consortium/members']);
    const divided = { manner: 'DIVIDED', members: [{ businessNumber: one.businessNumber, priceCodes: ['STD'] }] };
    expect(await offer(divided)).toEqual(['422 CONSORTIUM_PART_MISSING', '/lines']);
    expect((await contract.seenBy(supplier)).version).toBe(version);
  });

  it('is read by its members once their offer is chosen, and stated by their representative', async () => {
    const contract = await (await joint()).to('QUOTED');
    const seen = async (person?: Person) => (await under.as(person).get(contract.path)).outcome;
    expect(await seen(competitor)).toBe('404 NOT_FOUND');
    await contract.to('NEGOTIATING');
    expect([await seen(competitor), await seen(PARTNER), await seen(stranger)]).toEqual([
      '200',
      '200',
      '404 NOT_FOUND',
    ]);
    expect((await contract.act(competitor, 'terms', contract.terms())).outcome).toBe('403 FORBIDDEN');
    expect((await contract.act(PARTNER, 'cancellation', { reason: '사유' })).outcome).toBe('403 FORBIDDEN');
    await contract.to('SIGNING');
    const { consortium } = await contract.seenBy(PARTNER);
    expect(consortium?.members.map(({ amount }) => amount)).toEqual([4_860_000, 3_780_000, 2_160_000]);
    const { items } = (await under.as(PARTNER).get('/v1/contracts?own=true')).view;
    expect(items.map(({ id }) => id)).toContain(contract.contractId);
    expect((await under.as(stranger).get('/v1/contracts?own=true')).view.items).toEqual([]);
    const paper = (await under.as(PARTNER).get(`${contract.path}/document.html`)).bytes.toString('utf8');
    for (const said of ['공동수급체 대표자', '제공기업 4', '45 %', '2,160,000']) expect(paper).toContain(said);
    expect(JSON.stringify((await under.as(PARTNER).get('/v1/work')).body)).toContain('SIGN_CONTRACT');
  });

  it('is concluded by the last of all signatures, in any order, and the public learns who performs it', async () => {
    const contract = await (await joint()).to('SIGNING');
    const people = [PARTNER, contract.buyer, supplier, competitor];
    for (const person of people.slice(0, -1)) expect(done(await sign(contract, person)).status).toBe('SIGNING');
    expect((await sign(contract, PARTNER)).outcome).toBe('409 ALREADY_SIGNED');
    expect((await under.budget(contract.buyer)).committed).toBe(0);
    expect(done(await sign(contract, competitor)).status).toBe('CONCLUDED');
    const { concluded, signatures } = await contract.seenByPublic();
    expect(signatures).toBeUndefined();
    expect(concluded?.jointContract?.suppliers).toEqual([
      { businessNumber: LEAD, name: '제공기업 2', amount: 4_860_000 },
      { businessNumber: numberOf(competitor), name: '제공기업 3', amount: 3_780_000 },
      { businessNumber: numberOf(PARTNER), name: '제공기업 4', amount: 2_160_000 },
    ]);
    await eventually(async () => expect((await under.budget(contract.buyer)).committed).toBe(10_800_000));
    for (const { org = '' } of [supplier, competitor, PARTNER])
      await eventually(async () => {
        const { body } = await under.as(personas.auditor).get(`/v1/supplier-records/${org}`);
        expect(body).toMatchObject({ contracts: { concluded: 1 } });
      });
  });

  it('counts up to 64 signatures of one member at once as one', async () => {
    for (const times of [2, 64]) {
      const contract = await (await joint()).to('SIGNING');
      const { version } = await contract.seenBy(PARTNER);
      const give = () => under.as(PARTNER).post(`${contract.path}/signatures`, undefined, { ifMatch: version });
      const replies = await Promise.all(Array.from({ length: times }, give));
      expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(replies.filter(({ status }) => ![200, 409, 412].includes(status))).toEqual([]);
      expect((await contract.seenBy()).signatures).toMatchObject([{ party: 'SUPPLIER', member: numberOf(PARTNER) }]);
    }
  }, 60_000);

  it('is concluded once, however often all sign at the same time', async () => {
    const contract = await (await joint()).to('SIGNING');
    const people = [contract.buyer, supplier, competitor, PARTNER];
    for (let round = 0; (await contract.seenBy()).status === 'SIGNING'; round++) {
      expect(round).toBeLessThan(8);
      const before = (await contract.seenBy()).signatures?.length ?? 0;
      const replies = await Promise.all(Array.from({ length: 32 }, (_, i) => sign(contract, people[i % 4]!)));
      const after = (await contract.seenBy()).signatures?.length ?? 0;
      expect(replies.filter(({ status }) => status === 200)).toHaveLength(after - before);
      expect(replies.filter(({ status }) => ![200, 409, 412].includes(status))).toEqual([]);
    }
    const { status, signatures } = await contract.seenBy();
    expect([status, new Set(signatures?.map(({ member }) => member ?? '')).size, signatures?.length]).toEqual([
      'CONCLUDED',
      4,
      4,
    ]);
    await eventually(async () => expect((await under.budget(contract.buyer)).committed).toBe(10_800_000));
    expect((await under.as(personas.auditor).get('/v1/audit')).body).toMatchObject({ invalid: [] });
  }, 60_000);

  it('is stated and claimed by its representative, and pays each member its part', async () => {
    const contract = await (await joint()).to('CONCLUDED');
    const { buyer } = contract;
    const period = performed(await contract.seenBy()).nextPeriod ?? { from: '', to: '' };
    await under.clock(`${addDays(period.to, 1)} 10:00`);
    const statement = { period, availability: 99.5 };
    expect((await contract.act(PARTNER, 'statements', statement)).outcome).toBe('403 FORBIDDEN');
    const stated = done(await contract.act(supplier, 'statements', statement));
    const parts = [364_500, 283_500, 162_000];
    expect(performed(stated).statements[0]?.parts?.map(({ amount }) => amount)).toEqual(parts);
    done(await contract.act(buyer, 'statements/1/acceptance', {}));
    const inspector = { ...institutionOf(buyer.org ?? ''), sub: 'inspector-1' };
    done(await contract.act(inspector, 'inspections', { statementNo: 1, result: 'PASSED' }));
    const claim = { statements: [1], amount: 810_000, invoiceNo: '2025-1' };
    expect((await contract.act(competitor, 'claims', claim)).outcome).toBe('403 FORBIDDEN');
    done(await contract.act(supplier, 'claims', claim));
    const pay = (amount: number) => contract.act(buyer, 'claims/1/payment', { amount, paidOn: under.today });
    done(await pay(100_010));
    done(await pay(709_990));
    const [paid] = performed(await contract.seenBy(PARTNER)).claims;
    expect(paid?.parts?.map(({ amount }) => amount)).toEqual(parts);
    const sums = parts.map((_, i) => paid?.payments.reduce((sum, one) => sum + (one.parts?.[i]?.amount ?? 0), 0));
    expect(sums).toEqual(parts);
    expect(await contract.seenByPublic()).not.toHaveProperty('performance');
  }, 60_000);

  it('is amended by the signatures of all', async () => {
    const contract = await (await joint()).to('CONCLUDED');
    await under.clock(`${contract.terms().period.from} 10:00`);
    await eventually(async () => expect((await contract.seenBy()).status).toBe('ACTIVE'));
    const until = addDays(contract.terms().period.to, -30);
    const lines = [{ priceCode: 'STD', quantity: 10, unitPrice: 900_000, vatIncluded: true }];
    const years = [{ fiscalYear: contract.fiscalYear, amount: 9_000_000 }];
    const less = { lines, until, years, reason: '축소' };
    expect((await contract.act(PARTNER, 'amendments', less)).outcome).toBe('403 FORBIDDEN');
    done(await contract.act(supplier, 'amendments', less));
    for (const person of [contract.buyer, supplier, PARTNER])
      expect(done(await contract.act(person, 'amendments/1/signatures')).amendments?.[0]?.status).toBe('PROPOSED');
    expect((await contract.act(PARTNER, 'amendments/1/signatures')).outcome).toBe('409 ALREADY_SIGNED');
    const amended = done(await contract.act(competitor, 'amendments/1/signatures'));
    expect(amended.amendments?.[0]?.status).toBe('IN_FORCE');
    expect(amended.consortium?.members.map(({ amount }) => amount)).toEqual([4_050_000, 3_150_000, 1_800_000]);
  }, 60_000);

  const debar = async ({ org: businessNumber = '' }: Person) => {
    const order = { ...SupplierDebarred.sample, businessNumber, from: under.today, to: '2027-12-31' };
    await under.test.emit(SupplierDebarred, derivedId('supplier', businessNumber), order);
    await eventually(async () => {
      const { partners } = await under.get(Catalog).entry(LISTING, [businessNumber]);
      expect(partners?.[0]?.debarments).toHaveLength(1);
    });
  };

  it('has no door that a debarred member leaves open', async () => {
    const running = await (await joint()).to('CONCLUDED');
    await under.clock(`${running.terms().period.from} 10:00`);
    await eventually(async () => expect((await running.seenBy()).status).toBe('ACTIVE'));
    const signing = await (await joint()).to('SIGNING');
    done(await sign(signing, signing.buyer));
    const offered = await (await joint()).to('QUOTED');
    for (const { due } of (await offered.seenBy()).requests) await under.notBefore(due.dueAt);
    const asked = await (await joint()).to('QUOTING');
    await debar(PARTNER);
    const more = { lines: [{ priceCode: 'STD', quantity: 13, unitPrice: 900_000, vatIncluded: true }] };
    const until = running.terms().period.to;
    const years = [{ fiscalYear: running.fiscalYear, amount: 11_700_000 }];
    const answers = [
      await under.as(supplier).post(`${asked.path}/quotes`, asked.quote()),
      await offered.act(offered.buyer, 'supplier-choice', { requestNo: 1, reason: '적합' }),
      await sign(signing, competitor),
      await running.act(supplier, 'amendments', { ...more, until, years, reason: '증설' }),
    ];
    for (const { outcome, view } of answers)
      expect([outcome, view.errors[0]?.code]).toEqual(['409 LISTING_NOT_CONTRACTABLE', 'SUPPLIER_DEBARRED']);
    expect((await signing.seenBy()).signatures).toHaveLength(1);
    // Without the member the same offer is taken.
    done(await under.as(supplier).post(`${asked.path}/quotes`, quote()));
  }, 60_000);
});
