import { addDays, addYears, endOfDay, type Day } from '#common/kernel/day.js';
import type { Persona, View } from '../../../../tools/story/api.js';
import { officer } from '../../../../tools/story/cast.js';
import type { Hand, Scene } from '../scene.js';
import { CALL } from './applying.js';
import type { Listed } from './listing.js';
import { newBuyer, type Buyer } from './parties.js';

/** How a contract gets its two signatures. `later`: a steady client concludes it at its own pace. */
export type Course = 'plain' | 'later' | 'both-at-once' | 'signed-twice' | 'tight-budget';

/** A contract to be made: who buys what, and how. */
export interface Deal {
  readonly buyer: Buyer;
  readonly listed: Listed;
  readonly method: 'NEGOTIATED' | 'CATALOG';
  readonly course: Course;
  /** The most that is paid, where it is billed by use: nothing is expected of it but calls up to the cap. */
  readonly cap?: number;
  /** At unit prices: nothing is bought but what is ordered, one at a time. */
  readonly isOrdered?: true;
  /** The supplier pledges its deposit, and owes it when it breaks the contract. */
  readonly isWaived?: true;
  /** Other listings that are asked as well. */
  readonly others?: readonly Listed[];
}

/** A deal whose supplier has answered. */
export interface Offered {
  readonly deal: Deal;
  readonly contractId: string;
  /** Of the need: the terms begin in it. */
  readonly fiscalYear: number;
}

/** A contract whose listings are asked, with the number of each request as the institution counts them. */
export interface Asked extends Offered {
  readonly requestNos: ReadonlyMap<string, number>;
}

/** A contract whose supplier is chosen. */
export interface Chosen extends Offered {
  readonly version: number;
}

const AMPLE = 900_000_000_000;
const NEED = 200_000_000;
const MONTHS = 12;
export const DAYS_TO_ANSWER = { NEGOTIATED: 3, CATALOG: 5 } as const;

export const contractPath = (contractId: string): string => `/v1/contracts/${contractId}`;
export const supplierOf = ({ listed }: Deal): Persona => listed.applicant.persona;
const unitPriceOf = ({ listed }: Deal): number => listed.applicant.monthlyPrice - 100_000;
export const amountOf = (deal: Deal): number => unitPriceOf(deal) * MONTHS;
/** The most that is spent of a deal, VAT included. */
const mostOf = (deal: Deal): number => deal.cap ?? amountOf(deal);
/** Calls that are expected where a deal is billed by use. */
const CALLS = 1_000;
const linesOf = (deal: Deal) => [
  deal.cap === undefined
    ? { priceCode: 'STD', quantity: MONTHS, unitPrice: unitPriceOf(deal), vatIncluded: true }
    : { priceCode: CALL.code, quantity: CALLS, unitPrice: CALL.unitPrice, vatIncluded: CALL.vatIncluded },
];

/** Institutions for some waves. Each wave sees to their budgets. */
export function registerBuyers(scene: Scene, round: number, count: number): Promise<readonly Buyer[]> {
  const numbers = Array.from({ length: count }, (_, n) => n);
  return scene.each('buyer', numbers, async (n, hand) => {
    const buyer = newBuyer(round, n);
    const { code, name, persona } = buyer;
    const { version } = await hand.post(persona, 'contracts', '/v1/institutions', { code, name, type: 'PUBLIC' });
    await hand.move(officer, 'contracts', `/v1/institutions/${code}`, '/verification', { version });
    return buyer;
  });
}

/**
 * Of the fiscal year of this day and of the next: a contract of a year is paid from both. Where there is a budget
 * already, the second one is refused.
 */
export async function setBudgets(scene: Scene, on: Day, buyers: readonly Buyer[]): Promise<void> {
  for (const day of [on, addYears(on, 1)]) await setBudgetOf(scene, day, buyers, AMPLE);
}

/** Of the fiscal year of this day alone. */
export async function setBudgetOf(scene: Scene, on: Day, buyers: readonly Buyer[], amount: number): Promise<void> {
  const year = on.slice(0, 4);
  await scene.each('budget', buyers, ({ code, persona }, hand) =>
    hand.attempt(persona, 'contracts', `/v1/institutions/${code}/budgets/${year}/GENERAL`, '', {
      method: 'PUT',
      body: { amount },
    }),
  );
}

/** The day after the last day on which these deals can be answered. */
export function dayOfChoice({ calendar, today }: Pick<Scene, 'calendar' | 'today'>, deals: readonly Deal[]): Day {
  const days = Math.max(...deals.map(({ method }) => DAYS_TO_ANSWER[method]));
  const closed = endOfDay(calendar.add(today, days));
  let day = today;
  while (endOfDay(day) <= closed) day = addDays(day, 1);
  return day;
}

/** From the need to the supplier's answer, all on one day. @param first from which the service may be used */
export function ask(scene: Scene, first: Day, deals: readonly Deal[]): Promise<readonly Offered[]> {
  return scene.each('ask', deals, async (deal, hand): Promise<Offered> => {
    const asked = await askFor(hand, deal, first);
    await offer(hand, asked, deal);
    return asked;
  });
}

/** The need, and the question to the supplier. */
export async function askFor(hand: Hand, deal: Deal, first: Day): Promise<Asked> {
  const { buyer, listed, method, cap, others = [] } = deal;
  const fiscalYear = Number(first.slice(0, 4));
  const need = {
    projectName: `${listed.applicant.serviceName} 도입`,
    budgetAmount: NEED,
    fundingSource: 'GENERAL',
    fiscalYear,
    sensitivity: 'LOW',
    networks: ['EXTERNAL'],
    period: { from: first, to: addYears(first, 2) },
    method,
    route: method === 'CATALOG' ? 'CENTRAL' : 'SELF',
    informationProject: cap !== undefined,
  };
  const planned = await hand.post(buyer.persona, 'contracts', '/v1/contracts', need);
  const asking = method === 'CATALOG' ? '/proposal-requests' : '/quote-requests';
  const listingIds = [listed, ...others].map(({ listingId }) => listingId);
  const details = { body: { listingIds }, version: planned.version };
  const { requests } = await hand.move(buyer.persona, 'contracts', contractPath(planned.id), asking, details);
  const numbered = requests as readonly { readonly listingId: string; readonly n: number }[];
  const requestNos = new Map(numbered.map(({ listingId, n }) => [listingId, n]));
  return { deal, contractId: planned.id, fiscalYear, requestNos };
}

/** The supplier of the deal answers. Each supplier counts its own requests. */
export function offer(hand: Hand, { contractId }: Offered, deal: Deal): Promise<View> {
  const body = { requestNo: 1, listingVersion: deal.listed.contentVersion, lines: linesOf(deal) };
  const answering = deal.method === 'CATALOG' ? '/proposals' : '/quotes';
  return hand.post(supplierOf(deal), 'contracts', contractPath(contractId) + answering, body);
}

/** The contracts of a wave after their conclusion. */
interface Concluded {
  readonly signed: number;
  /** Signed by the institution, on a budget that does not cover all of them. */
  readonly ready: readonly Offered[];
  readonly later: readonly Chosen[];
}

/** From the choice to the signatures and the registered use. */
export async function conclude(scene: Scene, offered: readonly Offered[]): Promise<Concluded> {
  const done = await scene.each('conclude', offered, async (one, hand) => {
    const { deal, contractId } = one;
    const path = contractPath(contractId);
    const chosen: Chosen = { ...one, version: (await choose(hand, deal, path)).version };
    if (deal.course === 'tight-budget') {
      const { version } = await drawUp(hand, chosen, yearFrom(scene.today));
      await hand.move(deal.buyer.persona, 'contracts', path, '/signatures', { version });
    } else if (deal.course !== 'later') {
      await finish(hand, chosen, scene.today);
    }
    return chosen;
  });
  const onCourse = (course: Course) => done.filter(({ deal }) => deal.course === course);
  const [ready, later] = [onCourse('tight-budget'), onCourse('later')];
  return { signed: done.length - ready.length - later.length, ready, later };
}

/** From the terms to the signatures and the registered use. @param from the first day of use */
export async function finish(hand: Hand, chosen: Chosen, from: Day): Promise<void> {
  await registerUse(hand, chosen, await signed(hand, chosen, yearFrom(from)));
}

/** From the terms to both signatures. @returns the version after them */
export async function signed(hand: Hand, chosen: Chosen, period: Period): Promise<number> {
  const { version } = await drawUp(hand, chosen, period);
  return sign(hand, chosen.deal, contractPath(chosen.contractId), version);
}

export interface Period {
  readonly from: Day;
  readonly to: Day;
}

export const yearFrom = (from: Day): Period => ({ from, to: addDays(addYears(from, 1), -1) });

async function drawUp(hand: Hand, { deal, contractId, version: chosen }: Chosen, period: Period): Promise<View> {
  const { buyer, method } = deal;
  const path = contractPath(contractId);
  let version = chosen;
  const terms = {
    lines: linesOf(deal),
    period,
    sla: '월 가용률 99.9 %, 미달 시 감액',
    ...(deal.cap === undefined ? { billingModel: 'FLAT' } : { billingModel: 'USAGE', cap: deal.cap }),
    ...(deal.isOrdered === true && { priceForm: 'UNIT_PRICE', largestOrder: [{ priceCode: 'STD', quantity: 1 }] }),
    endOfContractData: '계약 종료 전 데이터를 돌려주고, 종료 뒤 복구할 수 없게 지운다.',
    noBroker: true,
    // The race is for one budget.
    ...(deal.course === 'tight-budget' && {
      years: [{ fiscalYear: Number(period.from.slice(0, 4)), amount: amountOf(deal) }],
    }),
  };
  if (deal.cap !== undefined) {
    const result = { kind: 'CONSULTED', referenceNo: '사전협의-17', decidedOn: '2025-01-02' };
    ({ version } = await hand.move(buyer.persona, 'contracts', path, '/pre-consultation', { body: result, version }));
  }
  ({ version } = await hand.move(buyer.persona, 'contracts', path, '/terms', { body: terms, version }));
  ({ version } = await hand.move(supplierOf(deal), 'contracts', path, '/terms', { body: terms, version }));
  const deposit =
    deal.isWaived === true
      ? { kind: 'WAIVER', ground: 'LEGAL_EXEMPTION' }
      : { kind: 'DEPOSIT', amount: Math.ceil(mostOf(deal) / 10) };
  if (hand.random.chance(0.05) && method === 'NEGOTIATED') {
    const stale = { body: { deposit }, version: version - 1, isFixed: true, expected: 'refusal' } as const;
    await hand.attempt(buyer.persona, 'contracts', path, '/draft', stale);
  }
  // A contract made late in the life of its listing outlives it.
  const draft = { deposit, validityWarningAcknowledged: true };
  return hand.move(buyer.persona, 'contracts', path, '/draft', { body: draft, version });
}

/** @param among the number of the request, and the comparison that a choice among several rests on */
export function choose(
  hand: Hand,
  { buyer, method }: Deal,
  path: string,
  among: { readonly requestNo?: number; readonly comparisonId?: string } = {},
): Promise<View> {
  const choice = { requestNo: 1, reason: '요구 기능과 가격이 가장 알맞다.', ...among };
  if (method === 'NEGOTIATED') return hand.move(buyer.persona, 'contracts', path, '/supplier-choice', { body: choice });
  const evaluations = [{ requestNo: 1, score: 92.5, reason: '제안 내용이 충실하다.' }];
  return hand.move(buyer.persona, 'contracts', path, '/evaluation', { body: { ...choice, evaluations } });
}

async function sign(hand: Hand, deal: Deal, path: string, version: number): Promise<number> {
  const parties = [deal.buyer.persona, supplierOf(deal)] as const;
  const signature = (by: Persona, on: number) => hand.move(by, 'contracts', path, '/signatures', { version: on });
  if (deal.course === 'both-at-once') {
    const views = await Promise.all(parties.map((by) => signature(by, version)));
    return Math.max(...views.map((view) => view.version));
  }
  if (deal.course === 'signed-twice') {
    const twice = [1, 2].map(() =>
      hand.attempt(parties[0], 'contracts', path, '/signatures', { version, expected: 'either' }),
    );
    hand.race(`two signatures of one party on ${path}`, 1, await Promise.all(twice));
    return (await hand.move(parties[1], 'contracts', path, '/signatures')).version;
  }
  const first = await signature(parties[0], version);
  return (await signature(parties[1], first.version)).version;
}

export const useOf = ({ buyer, listed }: Deal) => ({
  projectName: `${listed.applicant.serviceName} 도입`,
  actualUser: buyer.name,
});

export async function registerUse(hand: Hand, { deal, contractId }: Offered, version: number): Promise<void> {
  const details = { body: useOf(deal), version };
  await hand.move(deal.buyer.persona, 'contracts', contractPath(contractId), '/usage-registration', details);
}

/** The suppliers of all these contracts sign at once, on a budget that covers only `covered` of them. */
export async function signOnTightBudget(scene: Scene, offered: readonly Offered[], covered: number): Promise<number> {
  const [count = 0] = await scene.each('tight budget', offered.length > 0 ? [offered] : [], async (all, hand) => {
    const settled = await Promise.all(
      all.map(async ({ deal, contractId }) => {
        const path = contractPath(contractId);
        const view = await hand.until('a contract to sign', supplierOf(deal), 'contracts', path, (seen) => seen);
        return hand.attempt(supplierOf(deal), 'contracts', path, '/signatures', { version: view.version });
      }),
    );
    hand.race(`signatures on a budget for ${covered}`, Math.min(covered, all.length), settled);
    return settled.filter(({ outcome }) => outcome.kind === 'acked').length;
  });
  return count;
}
