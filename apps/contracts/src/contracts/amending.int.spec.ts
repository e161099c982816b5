import { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import { systemActor } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Budgets } from '../budgets/budgets.repository.js';
import { payingBudget } from '../budgets/reserved-budget.js';
import { done, line, type ContractStory } from '../testing/contract-story.js';
import { budgetPath, ContractsUnderTest } from '../testing/contracts-under-test.js';
import { Contracts } from './contracts.repository.js';
import { signAmendment } from './domain/amending.js';
import { AmendmentGround } from './sign-amendment/amendment-ground.js';

const { supplier } = personas;
const AMOUNT = 10_800_000;

describeWithServers('An amendment', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  const running = async (): Promise<ContractStory> => {
    const contract = await (await under.story()).to('CONCLUDED');
    await under.notBefore(`${(await contract.seenByPublic()).concluded?.startsOn}T01:00:00Z`);
    expect((await contract.seenBy()).status).toBe('ACTIVE');
    return contract;
  };
  const amendment = ({ fiscalYear }: ContractStory, quantity: number, until = '2026-12-31') => ({
    lines: [line({ quantity })],
    until,
    years: [{ fiscalYear, amount: quantity * 900_000 }],
    reason: '이용 확대',
  });
  const committed = (contract: ContractStory, amount: number) =>
    eventually(async () => expect((await under.budget(contract.buyer)).committed).toBe(amount));

  it('§11.4: both sign; the budget covers what it costs more and gets back what it costs less', async () => {
    const contract = await running();
    await committed(contract, AMOUNT);
    done(await contract.act(supplier, 'amendments', amendment(contract, 15)));
    expect((await contract.seenByPublic()).amendments).toBeUndefined();
    done(await contract.act(supplier, 'amendments/1/signatures'));
    const { view } = await contract.act(contract.buyer, 'amendments/1/signatures');
    expect(view.amendments).toMatchObject([{ n: 1, status: 'IN_FORCE', amount: 13_500_000 }]);
    expect(view.terms?.amount).toBe(13_500_000);
    expect((await contract.seenByPublic()).cumulativeChange).toEqual({ amount: 2_700_000, percent: 25 });
    await committed(contract, 13_500_000);
    done(await contract.act(contract.buyer, 'amendments', amendment(contract, 6, '2026-06-30')));
    done(await contract.act(contract.buyer, 'amendments/2/signatures'));
    done(await contract.act(supplier, 'amendments/2/signatures'));
    await committed(contract, 5_400_000);
    done(await contract.act(supplier, 'amendments', amendment(contract, 7, '2026-06-30')));
    done(await contract.act(contract.buyer, 'amendments/3/refusal', { reason: '예산 없음' }));
    expect((await contract.act(supplier, 'amendments/3/signatures')).outcome).toBe('409 AMENDMENT_CLOSED');
  });

  it('§11.4: is not signed on more than the budget has', async () => {
    const contract = await running();
    done(await under.setBudget(contract.buyer, AMOUNT));
    done(await contract.act(supplier, 'amendments', amendment(contract, 13)));
    done(await contract.act(supplier, 'amendments/1/signatures'));
    expect((await contract.act(contract.buyer, 'amendments/1/signatures')).outcome).toBe('409 BUDGET_EXCEEDED');
    expect((await contract.seenBy()).terms?.amount).toBe(AMOUNT);
  });

  it('that dies between reserving and signing loses nothing: the try is fenced, then its money released', async () => {
    const contract = await running();
    const { contractId, buyer } = contract;
    done(await contract.act(supplier, 'amendments', amendment(contract, 15)));
    done(await contract.act(supplier, 'amendments/1/signatures'));
    const { state } = (await under.get(Contracts).find(contractId))!;
    const input = await under.get(AmendmentGround).prepare(state, { n: 1, party: 'INSTITUTION', isStale: false });
    const reserved = async () => {
      const budget = await under.get(Budgets).find(payingBudget(state, 2025));
      return budget?.state.reservations.map((one) => `${one.attempt} ${one.status}`);
    };
    await eventually(async () => expect(await reserved()).toEqual(['1 COMMITTED', '2 RESERVED']));
    await under.minutesLater(6);
    expect(await reserved()).toEqual(['1 COMMITTED', '2 RELEASED']);
    const intent = { id: contractId, actor: systemActor('test'), causationId: newId() };
    const late = under.get(Contracts).change(intent, (now, moment) => signAmendment(now, input, moment));
    await expect(late).rejects.toMatchObject({ code: 'SIGNING_LAPSED' });
    done(await contract.act(buyer, 'amendments/1/signatures'));
    await eventually(async () => expect(await reserved()).toEqual(['1 COMMITTED', '2 RELEASED', '3 COMMITTED']));
  });

  it('§11.3: asks the catalog again: no more of a listing that was suspended since', async () => {
    const listing = await under.listing();
    const contract = await (await under.story({ listingIds: [listing.listingId] })).to('CONCLUDED');
    await under.notBefore(`${(await contract.seenByPublic()).concluded?.startsOn}T01:00:00Z`);
    done(await contract.act(supplier, 'amendments', amendment(contract, 15, '2027-06-30')));
    done(await contract.act(supplier, 'amendments/1/signatures'));
    const suspended = { ...listing, status: 'SUSPENDED' as const, cause: 'OTHER', since: under.today };
    await under.publish(ListingSuspended, suspended);
    const refused = await contract.act(contract.buyer, 'amendments/1/signatures');
    expect(refused.outcome).toBe('409 LISTING_NOT_CONTRACTABLE');
    done(await contract.act(contract.buyer, 'amendments/1/refusal', { reason: '등록 정지' }));
  });

  it('§5.6: a year of a multi-year contract is opened once its budget is there', async () => {
    const contract = await (await under.story({ terms: { multiYear: true, years: undefined } })).to('CONCLUDED');
    const { buyer, fiscalYear } = contract;
    const [first, next] = (await contract.seenBy()).terms!.years;
    const open = () => contract.act(buyer, 'years', { fiscalYear: fiscalYear + 1 });
    // Some years have a budget already: the stories before this one begin in them.
    done(await under.setBudget(buyer, next!.amount - 1, String(fiscalYear + 1)));
    expect((await open()).outcome).toBe('409 BUDGET_EXCEEDED');
    expect((await contract.act(supplier, 'years', { fiscalYear: fiscalYear + 1 })).status).toBe(403);
    done(await under.setBudget(buyer, next!.amount, String(fiscalYear + 1)));
    done(await open());
    expect((await open()).outcome).toBe('409 YEAR_NOT_NEXT');
    expect(await contract.seenByPublic()).toMatchObject({
      yearContracts: [{ fiscalYear }, { fiscalYear: fiscalYear + 1 }],
    });
    for (const part of [first!, next!])
      await eventually(async () =>
        expect(await under.budget(buyer, String(part.fiscalYear))).toMatchObject({
          reserved: 0,
          committed: part.amount,
        }),
      );
  });

  it('#42: is not signed on a budget of another funding source than that of the need', async () => {
    const contract = await running();
    const { buyer } = contract;
    done(await contract.act(supplier, 'amendments', amendment(contract, 13, '2027-06-30')));
    done(await contract.act(supplier, 'amendments/1/signatures'));
    const year = (await contract.seenByPublic()).concluded?.startsOn.slice(0, 4);
    done(await under.setBudget(buyer, AMOUNT, year));
    done(await under.as(buyer).put(budgetPath(buyer, year, 'GENERAL'), { amount: 100_000_000 }));
    expect((await contract.act(buyer, 'amendments/1/signatures')).outcome).toBe('409 BUDGET_EXCEEDED');
    done(await under.setBudget(buyer, 100_000_000, year));
    done(await contract.act(buyer, 'amendments/1/signatures'));
  });
});
