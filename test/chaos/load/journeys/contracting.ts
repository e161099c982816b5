import { addDays, addYears, endOfDay, type Day } from '#common/kernel/day.js';
import type { Persona, View } from '../../../../tools/story/api.js';
import { officer } from '../../../../tools/story/cast.js';
import type { Hand, Scene } from '../scene.js';
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
}

/** A deal whose supplier has answered. */
export interface Offered {
  readonly deal: Deal;
  readonly contractId: string;
  /** Of the need: the terms begin in it. */
  readonly fiscalYear: number;
}

/** A contract whose supplier is chosen. */
export interface Chosen extends Offered {
  readonly version: number;
}

const AMPLE = 900_000_000_000;
const NEED = 200_000_000;
const MONTHS = 12;
const DAYS_TO_ANSWER = { NEGOTIATED: 3, CATALOG: 5 } as const;

export const contractPath = (contractId: string): string => `/v1/contracts/${contractId}`;
const supplierOf = ({ listed }: Deal): Persona => listed.applicant.persona;
const unitPriceOf = ({ listed }: Deal): number => listed.applicant.monthlyPrice - 100_000;
export const amountOf = (deal: Deal): number => unitPriceOf(deal) * MONTHS;
const linesOf = (deal: Deal) => [
  { priceCode: 'STD', quantity: MONTHS, unitPrice: unitPriceOf(deal), vatIncluded: true },
];

/** Institutions for some waves. Their budgets are set by each wave. */
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

/** @param on a day of the fiscal year */
export async function setBudgets(scene: Scene, on: Day, buyers: readonly Buyer[], amount = AMPLE): Promise<void> {
  const year = on.slice(0, 4);
  await scene.each('budget', buyers, ({ code, persona }, hand) =>
    hand.put(persona, 'contracts', `/v1/institutions/${code}/budgets/${year}`, { amount, fundingSource: 'GENERAL' }),
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
  const fiscalYear = Number(first.slice(0, 4));
  return scene.each('ask', deals, async (deal, hand): Promise<Offered> => {
    const { buyer, listed, method } = deal;
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
    };
    const planned = await hand.post(buyer.persona, 'contracts', '/v1/contracts', need);
    const path = contractPath(planned.id);
    const asking = method === 'CATALOG' ? '/proposal-requests' : '/quote-requests';
    const details = { body: { listingIds: [listed.listingId] }, version: planned.version };
    await hand.move(buyer.persona, 'contracts', path, asking, details);
    const offer = { requestNo: 1, listingVersion: listed.contentVersion, lines: linesOf(deal) };
    const answering = method === 'CATALOG' ? '/proposals' : '/quotes';
    await hand.post(supplierOf(deal), 'contracts', path + answering, offer);
    return { deal, contractId: planned.id, fiscalYear };
  });
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
      const { version } = await drawUp(hand, chosen, scene.today);
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
  const { deal, contractId } = chosen;
  const path = contractPath(contractId);
  const { version } = await drawUp(hand, chosen, from);
  await registerUse(hand, deal, path, await sign(hand, deal, path, version));
}

async function drawUp(hand: Hand, { deal, contractId, version: chosen }: Chosen, from: Day): Promise<View> {
  const { buyer, method } = deal;
  const path = contractPath(contractId);
  let version = chosen;
  const terms = {
    lines: linesOf(deal),
    period: { from, to: addDays(addYears(from, 1), -1) },
    sla: '월 가용률 99.9 %, 미달 시 감액',
    billingModel: 'FLAT',
    endOfContractData: '계약 종료 전 데이터를 돌려주고, 종료 뒤 복구할 수 없게 지운다.',
    noBroker: true,
  };
  ({ version } = await hand.move(buyer.persona, 'contracts', path, '/terms', { body: terms, version }));
  ({ version } = await hand.move(supplierOf(deal), 'contracts', path, '/terms', { body: terms, version }));
  const deposit = { kind: 'DEPOSIT', amount: Math.ceil(amountOf(deal) / 10) };
  if (hand.random.chance(0.05) && method === 'NEGOTIATED') {
    const stale = { body: { deposit }, version: version - 1, isFixed: true, expected: 'refusal' } as const;
    await hand.attempt(buyer.persona, 'contracts', path, '/draft', stale);
  }
  // A contract made late in the life of its listing outlives it.
  const draft = { deposit, validityWarningAcknowledged: true };
  return hand.move(buyer.persona, 'contracts', path, '/draft', { body: draft, version });
}

function choose(hand: Hand, { buyer, method }: Deal, path: string): Promise<View> {
  const choice = { requestNo: 1, reason: '요구 기능과 가격이 가장 알맞다.' };
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

async function registerUse(hand: Hand, { buyer, listed }: Deal, path: string, version: number): Promise<void> {
  const body = { projectName: `${listed.applicant.serviceName} 도입`, actualUser: buyer.name };
  await hand.move(buyer.persona, 'contracts', path, '/usage-registration', { body, version });
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
