import { addDays } from '#common/kernel/day.js';
import type { Persona, View } from '../../../../tools/story/api.js';
import { MEMBERS, officer, ppsOfficer, secretary } from '../../../../tools/story/cast.js';
import type { Hand, Scene } from '../scene.js';
import { together } from '../together.js';
import { accept, formFor, haveChecked, pathOf, register, type Applied, type Checked } from './applying.js';
import { contractPath, finish, type Chosen } from './contracting.js';
import { agreementPath, concludeAgreement, type Listed } from './listing.js';
import { newApplicant, newBuyer } from './parties.js';
import { examine, planNext, sessionPath } from './reviewing.js';

/** Round numbers for parties of the steady clients only. */
const OWN_ROUNDS = 9_000;
const OWN_BUYERS = 8_000;
/** Further than one move of the clock, and nearer than the day an abandoned plan is given up. */
const FAR_DAYS = 50;
/** Members from outside are in office for two years. */
const LAST_NOTICE = '2027-05-15';
const EXAMINED = 0.5;
const WITHDRAWN_EARLY = 0.3;
const REPRICED = 0.2;
/** Each price cut is this much. The number of cuts is limited, so that the price stays positive. */
const PRICE_STEP = 1_000;
const PRICE_STEPS_MOST = 400;
const PLANS_IN_A_TURN = 3;
const NO_SUPPLEMENT = 0;
const IN_STEP = 3;

const chair = MEMBERS[0] as Persona;

interface OwnListing {
  readonly listed: Listed;
  repriced: number;
}

/** Listings and contracts of the steady clients. A client takes one out to work on it, and puts it back. */
export class Stock {
  readonly contracts: Chosen[] = [];
  /** How many of the contracts have both signatures. */
  signed = 0;
  readonly listings: OwnListing[] = [];
  private numbers = 0;

  /** Adds new listings at the front, and drops old ones beyond `most`. */
  take(listed: readonly Listed[], most: number): void {
    this.listings.unshift(...listed.map((one) => ({ listed: one, repriced: 0 })));
    this.listings.splice(most);
  }

  /** A number that was not given before. */
  number(): number {
    return ++this.numbers;
  }
}

type Work = (scene: Scene, hand: Hand, stock: Stock) => Promise<void>;

/** One per client, repeated. So every service has commands and events at any time, in every round. */
const WORKS: readonly Work[] = [
  applyAndWithdraw,
  workOnContracts,
  workOnListing,
  applyAndWithdraw,
  callOffSession,
  applyAndWithdraw,
  workOnListing,
  workOnContracts,
];

/**
 * A stream of commands that depends on no clock move and no round. Applications are examined and withdrawn, sessions
 * cancelled, listings suspended and resumed, agreements concluded and ended, contracts cancelled or concluded.
 */
export function keepBusy(scene: Scene, clients: number, stock: Stock, over: AbortSignal): Promise<void> {
  return scene.steadily(clients, over, (hand, client) => {
    const work = WORKS[client % WORKS.length] ?? applyAndWithdraw;
    return work(scene, hand, stock);
  });
}

/**
 * To the experts and back: review opens cases, and intake consumes the events of their opening and withdrawal. Several
 * applications go in step, because intake consumes few other events and should get several at once.
 */
async function applyAndWithdraw(_: Scene, hand: Hand, stock: Stock): Promise<void> {
  const checked: Checked[] = [];
  for (let n = 0; n < IN_STEP; n++) {
    const applicant = newApplicant(OWN_ROUNDS, stock.number(), hand.random);
    await register(hand, applicant);
    const one = await haveChecked(hand, applicant, hand.random.chance(WITHDRAWN_EARLY), NO_SUPPLEMENT);
    if (one !== 'withdrawn') checked.push(one);
  }
  const applied = await together(checked.map((one) => accept(hand, one)));
  for (const one of applied) if (hand.random.chance(EXAMINED)) await examine(one, hand);
  await together(applied.map((one) => withdraw(hand, one)));
}

async function withdraw(hand: Hand, { applicant: { persona }, applicationId }: Applied): Promise<void> {
  const path = pathOf(applicationId);
  await hand.move(persona, 'intake', path, '/withdrawal', { body: { reason: '사업 계획 변경' } });
  const isWithdrawn = (view: View) => view['status'] === 'WITHDRAWN';
  await hand.until('the withdrawal', persona, 'intake', path, isWithdrawn);
}

async function callOffSession(scene: Scene, hand: Hand): Promise<void> {
  const planned = await planNext(scene, hand, {});
  const path = sessionPath(Number(planned['no']));
  let { version } = planned;
  const on = addDays(scene.today, FAR_DAYS);
  if (on < LAST_NOTICE) {
    const body = { on, time: '14:00', place: '정부세종청사 4동 회의실', dateReason: '접수 현황에 따라 정한다.' };
    ({ version } = await hand.move(secretary, 'review', path, '/notice', { body, version }));
  }
  await hand.move(chair, 'review', path, '/cancellation', { body: { reason: '안건이 없다.' }, version });
}

/**
 * Suspends and resumes a listing, cuts its price now and then, and takes an agreement on it from application to end.
 * Without a listing, a supplier registers instead.
 */
async function workOnListing(scene: Scene, hand: Hand, stock: Stock): Promise<void> {
  const own = stock.listings.shift();
  if (own === undefined) return register(hand, newApplicant(OWN_ROUNDS, stock.number(), hand.random));
  const path = `/v1/listings/${own.listed.listingId}`;
  const order = { cause: 'OTHER', reason: '점검' };
  await hand.move(officer, 'catalog', path, '/suspension', { body: order });
  await hand.move(officer, 'catalog', path, '/resumption', { body: { reason: '점검이 끝났다.' } });
  if (own.repriced < PRICE_STEPS_MOST && hand.random.chance(REPRICED)) await reprice(hand, own, path);
  await agreeAndEnd(scene, hand, stock, own.listed);
  stock.listings.push(own);
}

/** A price cut applies at once, as the next content version. */
async function reprice(hand: Hand, own: OwnListing, path: string): Promise<void> {
  const { applicant } = own.listed;
  own.repriced++;
  const prices = formFor(applicant).prices.map((line) =>
    line.code === 'PRO' ? { ...line, unitPrice: line.unitPrice - own.repriced * PRICE_STEP } : line,
  );
  await hand.move(applicant.persona, 'catalog', path, '/changes', { body: { prices, reason: '가격 인하' } });
}

async function agreeAndEnd(scene: Scene, hand: Hand, stock: Stock, { applicant, listingId }: Listed): Promise<void> {
  const contractNo = `9${String(stock.number()).padStart(8, '0')}`;
  const term = { validFrom: scene.today, validTo: addDays(scene.today, 700) };
  const { id, version } = await concludeAgreement(hand, applicant, listingId, { contractNo, ...term });
  await hand.move(ppsOfficer, 'catalog', agreementPath(id), '/end', { body: { reason: '합의 해지' }, version });
}

/** Concludes a contract that a wave has left. Without one, an institution plans a contract and cancels it. */
async function workOnContracts(scene: Scene, hand: Hand, stock: Stock): Promise<void> {
  const chosen = stock.contracts.shift();
  if (chosen === undefined) return planAndCancel(scene, hand, stock);
  // Terms begin in the fiscal year of their need: what has waited beyond it is left.
  const last = `${chosen.fiscalYear}-12-31`;
  if (scene.today > last) return planAndCancel(scene, hand, stock);
  const from = addDays(scene.today, FAR_DAYS);
  await finish(hand, chosen, from > last ? last : from);
  stock.signed++;
}

async function planAndCancel(scene: Scene, hand: Hand, stock: Stock): Promise<void> {
  const { code, name, persona } = newBuyer(OWN_BUYERS, stock.number());
  const registered = await hand.post(persona, 'contracts', '/v1/institutions', { code, name, type: 'PUBLIC' });
  const { version } = registered;
  await hand.move(officer, 'contracts', `/v1/institutions/${code}`, '/verification', { version });
  const from = addDays(scene.today, FAR_DAYS);
  const fiscalYear = Number(from.slice(0, 4));
  await hand.put(persona, 'contracts', `/v1/institutions/${code}/budgets/${fiscalYear}/GENERAL`, {
    amount: 1_000_000_000,
  });
  for (let n = 0; n < PLANS_IN_A_TURN; n++) {
    const need = {
      projectName: `${name} 수요 ${n}`,
      budgetAmount: 200_000_000,
      fundingSource: 'GENERAL',
      fiscalYear,
      sensitivity: 'LOW',
      networks: ['EXTERNAL'],
      period: { from, to: addDays(from, 365) },
      method: 'NEGOTIATED',
      route: 'SELF',
    };
    const planned = await hand.post(persona, 'contracts', '/v1/contracts', need);
    const details = { body: { reason: '수요가 없어졌다.' }, version: planned.version };
    await hand.move(persona, 'contracts', contractPath(planned.id), '/cancellation', details);
  }
}
