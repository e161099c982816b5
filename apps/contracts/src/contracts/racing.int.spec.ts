import { systemActor, type Person } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Budgets } from '../budgets/budgets.repository.js';
import { payingBudget } from '../budgets/reserved-budget.js';
import { committedOf } from '../budgets/domain/budget.rules.js';
import { deposit, done, type ContractStory } from '../testing/contract-story.js';
import { budgetPath, ContractsUnderTest } from '../testing/contracts-under-test.js';
import { Contracts } from './contracts.repository.js';
import { signContract } from './domain/signing.js';
import { SigningGround } from './sign-contract/signing-ground.js';

const { supplier } = personas;
const RACERS = 64;

describeWithServers('Signing', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  it('of two contracts racing for one budget concludes one', async () => {
    // Enough for one of the two contracts that race for it.
    const buyer = await under.buyer(15_000_000);
    const [a, b] = [await under.story({ buyer }), await under.story({ buyer })];
    for (const contract of [a, b]) await contract.to('QUOTED');
    for (const contract of [a, b]) await contract.to('HALF_SIGNED');
    const replies = await Promise.all([a, b].map((contract) => contract.act(supplier, 'signatures')));
    expect(replies.map((one) => one.status).sort()).toEqual([200, 409]);
    const refused = replies.find((one) => one.status === 409)?.view;
    expect(refused?.code).toBe('BUDGET_EXCEEDED');
    expect(refused?.detail).not.toMatch(/15000000|4200000/);
    const budget = await under.budget(buyer);
    expect(budget.reserved + budget.committed).toBe(10_800_000);
    const loser = replies[0]?.status === 409 ? a : b;
    expect((await loser.seenBy()).status).toBe('SIGNING');
    // Once the budget is raised the same signature concludes.
    await under.setBudget(buyer, 30_000_000);
    expect((await loser.act(supplier, 'signatures')).view.status).toBe('CONCLUDED');
  });

  it('#42: is not given on a budget of another funding source than that of the need', async () => {
    const buyer = await under.buyer(0);
    const contract = await (await under.story({ buyer })).to('HALF_SIGNED');
    const year = String(contract.plan().fiscalYear);
    done(await under.as(buyer).put(budgetPath(buyer, year, 'GENERAL'), { amount: 100_000_000 }));
    expect((await contract.act(supplier, 'signatures')).outcome).toBe('409 BUDGET_EXCEEDED');
    done(await under.setBudget(buyer, 100_000_000, year));
    expect((await contract.act(supplier, 'signatures')).view.status).toBe('CONCLUDED');
  });

  it('of one party, given up to 64 times at once, is given once', async () => {
    for (const times of [2, 64]) {
      const contract = await (await under.story()).to('SIGNING');
      const { version } = await contract.seenBy();
      const sign = () => under.as(contract.buyer).post(`${contract.path}/signatures`, undefined, { ifMatch: version });
      const replies = await Promise.all(Array.from({ length: times }, sign));
      expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(replies.filter(({ status }) => status !== 200).every(({ status }) => [409, 412].includes(status))).toBe(
        true,
      );
      expect((await contract.seenBy()).signatures).toHaveLength(1);
    }
  });

  it('of one party, given by many of its people at once, is given by one of them', async () => {
    const contract = await (await under.story()).to('SIGNING');
    const { version } = await contract.seenBy();
    const people = Array.from({ length: 32 }, (_, i) => ({ ...contract.buyer, sub: `${contract.buyer.sub}-${i}` }));
    const sign = (person: Person) =>
      under.as(person).post(`${contract.path}/signatures`, undefined, { ifMatch: version });
    const replies = await Promise.all(people.map(sign));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => ![200, 409, 412].includes(status))).toEqual([]);
    expect((await contract.seenBy()).signatures).toHaveLength(1);
  });

  it('of both parties at once concludes once, however often each signs', async () => {
    const contract = await (await under.story()).to('SIGNING');
    const sign = (person: typeof supplier) => contract.act(person, 'signatures');
    const replies = await Promise.all(
      Array.from({ length: 32 }, (_, i) => sign(i % 2 === 0 ? contract.buyer : supplier)),
    );
    const { signatures } = await contract.seenBy();
    // The two may meet on one version: then one of them signs again.
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(signatures?.length ?? 0);
    if (signatures?.length === 1) await Promise.all([contract.buyer, supplier].map(sign));
    const { status, signatures: both } = await contract.seenBy();
    expect([status, both?.length]).toEqual(['CONCLUDED', 2]);
    await eventually(async () => expect((await under.budget(contract.buyer)).committed).toBe(10_800_000));
  });

  it('of 64 contracts racing for the last won of one budget, conclude as many as it covers', async () => {
    const buyer = await under.buyer(2 * 10_800_000);
    const contracts = [];
    for (let n = 0; n < RACERS; n++) contracts.push(await under.story({ buyer }));
    for (const contract of contracts) await contract.to('QUOTED');
    for (const contract of contracts) await contract.to('HALF_SIGNED');
    const replies = await Promise.all(contracts.map((contract) => contract.act(supplier, 'signatures')));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(2);
    const codes = replies.filter(({ status }) => status !== 200).map(({ view }) => view.code);
    expect(new Set(codes)).toEqual(new Set(['BUDGET_EXCEEDED']));
    await eventually(async () => expect((await under.budget(buyer)).committed).toBe(2 * 10_800_000));
    expect((await under.budget(buyer)).available).toBe(0);
  }, 120_000);

  it('of both parties while the institution is merged has one outcome: it holds, or the next one draws up again', async () => {
    const [buyer, next] = [await under.buyer(200_000_000), await under.buyer()];
    const contracts: ContractStory[] = [];
    for (let n = 0; n < 6; n++) contracts.push(await under.story({ buyer }));
    for (const contract of contracts) await contract.to('QUOTED');
    for (const [n, contract] of contracts.entries()) await contract.to(n % 2 === 0 ? 'SIGNING' : 'HALF_SIGNED');
    const merger = { into: next.org, from: under.today, legalBasis: '정부조직법' };
    const merging = () => under.as(personas.officer).move(`/v1/institutions/${buyer.org}`, '/merger', merger);
    const signing = contracts.flatMap((contract) => [buyer, supplier].map((one) => contract.act(one, 'signatures')));
    const [merged] = await Promise.all([merging(), ...signing]);
    expect(merged?.outcome).toBe('200');
    const outcomes = await eventually(async () => {
      const seen = await Promise.all(contracts.map((contract) => under.as(next).get(contract.path)));
      // The public reads a concluded contract too: it has passed once the next one is its institution.
      expect(seen.map(({ view }) => view.institution?.code)).toEqual(contracts.map(() => next.org));
      return seen.map(({ view }) => [view.status, view.signatures?.length ?? 0, view.concluded?.institution.code]);
    });
    for (const outcome of outcomes)
      expect([
        ['CONCLUDED', 2, buyer.org],
        ['DRAFTED', 0, undefined],
      ]).toContainEqual(outcome);
    // Of those that fell, the successor is the party that signs; the money is still that of the former one.
    for (const contract of contracts.filter((_, n) => outcomes[n]?.[0] === 'DRAFTED')) {
      expect((await under.as(buyer).post(`${contract.path}/draft`, deposit, { ifMatch: 1 })).outcome).toBe(
        '404 NOT_FOUND',
      );
      done(await contract.act(next, 'draft', deposit));
      done(await contract.act(next, 'signatures'));
      expect(done(await contract.act(supplier, 'signatures')).concluded?.institution.code).toBe(next.org);
    }
    await eventually(async () => {
      let committed = 0;
      for await (const { state } of under.get(Budgets).each({ 'state.institutionCode': buyer.org ?? '' }))
        committed += committedOf(state);
      expect(committed).toBe(6 * 10_800_000);
    });
    expect((await under.as(next).get(budgetPath(buyer))).view).toMatchObject({ managedBy: next.org });
    expect((await under.as(buyer).get(budgetPath(buyer))).outcome).toBe('404 NOT_FOUND');
    expect((await under.as(buyer).post('/v1/contracts', contracts[0]?.plan())).outcome).toBe('409 INSTITUTION_MERGED');
    expect((await under.as(personas.auditor).get('/v1/audit')).body).toMatchObject({ invalid: [] });
  }, 60_000);

  it('R-31: of contracts racing for two years takes both years of a contract, or none of them', async () => {
    const buyer = await under.buyer(100_000_000);
    const contracts = [];
    for (let n = 0; n < 8; n++) contracts.push(await under.story({ buyer, terms: { years: undefined } }));
    for (const contract of contracts) await contract.to('QUOTED');
    for (const contract of contracts) await contract.to('HALF_SIGNED');
    const [one] = contracts;
    const [first, second] = (await one!.seenBy()).terms?.years ?? [];
    expect((first?.amount ?? 0) + (second?.amount ?? 0)).toBe(10_800_000);
    // The next year is for one of them.
    done(await under.setBudget(buyer, second!.amount, String(second?.fiscalYear)));
    const replies = await Promise.all(contracts.map((contract) => contract.act(supplier, 'signatures')));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const part of [first!, second!])
      await eventually(async () =>
        expect(await under.budget(buyer, String(part.fiscalYear))).toMatchObject({
          reserved: 0,
          committed: part.amount,
        }),
      );
  }, 60_000);

  it('that dies between reserving and concluding loses nothing: the try is fenced, then its money released', async () => {
    const crashed = await (await under.story()).to('HALF_SIGNED');
    const { contractId } = crashed;
    const [contracts, ground, budgets] = [under.get(Contracts), under.get(SigningGround), under.get(Budgets)];
    const contract = (await contracts.find(contractId))!;
    const input = await ground.prepare(contract, { party: 'SUPPLIER' }, contract.version);
    const reserved = async () =>
      (await budgets.find(payingBudget(contract.state, 2025)))?.state.reservations.map((one) => one.status);
    expect(await reserved()).toEqual(['RESERVED']);
    await under.minutesLater(4);
    expect(await reserved()).toEqual(['RESERVED']);
    await under.minutesLater(2);
    expect(await reserved()).toEqual(['RELEASED']);
    // The slow signer wakes up: too late by version, and by the try even without one.
    const intent = { id: contractId, actor: systemActor('test'), causationId: newId() };
    await expect(
      contracts.change({ ...intent, expectedVersion: contract.version }, (state, moment) =>
        signContract(state, input, moment),
      ),
    ).rejects.toMatchObject({ code: 'VERSION_STALE' });
    await expect(contracts.change(intent, (state, moment) => signContract(state, input, moment))).rejects.toMatchObject(
      { code: 'SIGNING_LAPSED' },
    );
    expect((await crashed.act(supplier, 'signatures')).view.status).toBe('CONCLUDED');
    await eventually(async () => expect(await reserved()).toEqual(['RELEASED', 'COMMITTED']));
  });
});
