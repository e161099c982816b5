import { addDays, addYears, type Day } from '#common/kernel/day.js';
import { officer } from '../../../../tools/story/cast.js';
import type { Hand, Scene } from '../scene.js';
import { correctBreach, endForBreach } from './breaking.js';
import {
  askFor,
  choose,
  contractPath,
  DAYS_TO_ANSWER,
  offer,
  registerUse,
  signed,
  supplierOf,
  yearFrom,
  type Asked,
  type Chosen,
  type Deal,
  type Period,
} from './contracting.js';
import type { Listed } from './listing.js';
import { newBuyer, type Buyer } from './parties.js';
import {
  amendTwice,
  correctUse,
  endByAgreement,
  endForFraud,
  keepOn,
  orderTwice,
  performByUse,
  performToTheEnd,
  reportTwice,
  rescind,
  type Running,
} from './performing.js';

/** Round numbers for the institutions of these contracts only. */
const OWN_ROUNDS = 6_000;
const AMPLE = 10_000_000_000;
/** Won, VAT included. */
const CAP = 1_000_000;
/** An offer holds for thirty days. What has waited longer is left. */
const OFFER_HOLDS = 28;
/** Budgets are set for the year of this day as well. A contract of a year is paid from two of them. */
const AHEAD = 30;

/** A contract with a life of its own: its question, its signatures, and what follows them on that day and later. */
interface Kind {
  readonly name: string;
  /** On the listing whose selection is cancelled in the end. */
  readonly isOfOwn?: true;
  /** Two suppliers answer. */
  readonly isCompared?: true;
  readonly method?: Deal['method'];
  readonly cap?: number;
  readonly isOrdered?: true;
  /** The supplier pledges its deposit, and owes it when it breaks the contract. */
  readonly isWaived?: true;
  readonly period: (today: Day) => Period;
  readonly begin: (hand: Hand, running: Running) => Promise<unknown>;
  /** On a later day. */
  readonly end?: (hand: Hand, running: Running) => Promise<unknown>;
  /** Once the selection is cancelled. */
  readonly whenCancelled?: (hand: Hand, running: Running) => Promise<unknown>;
}

const oneDay = (today: Day): Period => ({ from: today, to: today });
/** From tomorrow on, in the same fiscal year. */
const later = (today: Day): Period => yearFrom(today.endsWith('-12-31') ? today : addDays(today, 1));
const nothing = (): Promise<void> => Promise.resolve();

const KINDS: readonly Kind[] = [
  { name: 'performed', period: oneDay, begin: correctUse, end: performToTheEnd },
  { name: 'by use', isOfOwn: true, cap: CAP, period: oneDay, begin: nothing, end: performByUse },
  { name: 'terminated', period: yearFrom, begin: amendTwice, end: endByAgreement },
  { name: 'broken', isWaived: true, period: yearFrom, begin: correctBreach, end: endForBreach },
  { name: 'rescinded', period: later, begin: rescind },
  { name: 'kept', isOfOwn: true, period: yearFrom, begin: reportTwice, whenCancelled: keepOn },
  { name: 'ended for fraud', isOfOwn: true, period: yearFrom, begin: nothing, whenCancelled: endForFraud },
  { name: 'by catalog', method: 'CATALOG', isOrdered: true, period: yearFrom, begin: orderTwice },
  { name: 'compared', isCompared: true, period: yearFrom, begin: nothing },
];

/** A contract of a kind, with its day. */
export interface Life extends Asked {
  readonly kind: Kind;
  readonly askedOn: Day;
  /** The last day on which the supplier can answer. */
  readonly closes: Day;
  /** Once both have signed. */
  readonly running?: Running;
}

export interface Start {
  readonly round: number;
  /** The listing whose selection is cancelled in the end. */
  readonly own: Listed;
  /** A listing with a catalog agreement. */
  readonly other: Listed;
}

/** An institution of its own asks for one of each kind, and for two more that come to nothing. */
export async function beginLives(scene: Scene, { round, own, other }: Start): Promise<readonly Life[]> {
  const { today, calendar } = scene;
  const [buyer] = await scene.each('own buyer', [round], (_, hand) => registerBuyer(hand, round, today));
  if (buyer === undefined) return [];
  const dealOf = ({ isOfOwn, isCompared, method = 'NEGOTIATED', cap, isOrdered, isWaived }: Partial<Kind>): Deal => ({
    buyer,
    listed: isOfOwn === true ? own : other,
    method,
    course: 'plain',
    ...(cap !== undefined && { cap }),
    ...(isOrdered !== undefined && { isOrdered }),
    ...(isWaived !== undefined && { isWaived }),
    ...(isCompared === true && { others: [own] }),
  });
  const asking = KINDS.map((kind) => ({ kind, deal: dealOf(kind) }));
  const lives = await scene.each('life asked', asking, async ({ kind, deal }, hand): Promise<Life> => {
    const closes = calendar.add(today, DAYS_TO_ANSWER[deal.method]);
    const asked = await askFor(hand, deal, addDays(closes, 1));
    const answering = [deal.listed, ...(deal.others ?? [])];
    for (const listed of answering) await offer(hand, asked, { ...deal, listed });
    return { ...asked, kind, closes, askedOn: today };
  });
  const nextDay = addDays(calendar.add(today, DAYS_TO_ANSWER.NEGOTIATED), 1);
  await scene.each('declined', [dealOf({})], (deal, hand) => declined(hand, deal, nextDay));
  await scene.each('merged', [round], async (_, hand) => {
    const merged = await registerBuyer(hand, round, today, 1);
    await askFor(hand, { ...dealOf({}), buyer: merged }, nextDay);
    await mergeInto(hand, merged, buyer, today);
  });
  return lives;
}

async function registerBuyer(hand: Hand, round: number, today: Day, n = 0): Promise<Buyer> {
  const buyer = newBuyer(OWN_ROUNDS + round, n);
  const { code, name, persona } = buyer;
  const body = { code, name, type: 'STATE', ministry: '행정안전부' };
  const { version } = await hand.post(persona, 'contracts', '/v1/institutions', body);
  await hand.move(officer, 'contracts', `/v1/institutions/${code}`, '/verification', { version });
  const ahead = addDays(today, AHEAD);
  const years = new Set([today, addYears(today, 1), ahead, addYears(ahead, 1)].map((day) => day.slice(0, 4)));
  for (const year of years)
    await hand.put(persona, 'contracts', `/v1/institutions/${code}/budgets/${year}/GENERAL`, { amount: AMPLE });
  return buyer;
}

/** Renamed today, and part of the other one from tomorrow on, which takes over what it asked for. */
async function mergeInto(hand: Hand, { code, name }: Buyer, successor: Buyer, today: Day): Promise<void> {
  const path = `/v1/institutions/${code}`;
  const legalBasis = '정부조직법';
  await hand.move(officer, 'contracts', path, '/changes', { body: { from: today, name: `${name} 본부`, legalBasis } });
  const merger = { into: successor.code, from: addDays(today, 1), legalBasis };
  await hand.move(officer, 'contracts', path, '/merger', { body: merger });
}

/** The supplier declines, and the institution gives its need up. */
async function declined(hand: Hand, deal: Deal, first: Day): Promise<void> {
  const { contractId } = await askFor(hand, deal, first);
  const path = contractPath(contractId);
  const body = { reason: '제공할 여력이 없다.' };
  await hand.post(supplierOf(deal), 'contracts', `${path}/quote-requests/1/refusal`, body);
  await hand.move(deal.buyer.persona, 'contracts', path, '/cancellation', { body: { reason: '수요가 없어졌다.' } });
}

/** The steps of this day. @returns the lives that go on */
export async function liveOn(scene: Scene, lives: readonly Life[]): Promise<readonly Life[]> {
  const { today } = scene;
  const open = lives.filter((life) => life.running !== undefined || isInTime(life, today));
  const due = open.filter(({ running, closes }) => running === undefined && closes < today);
  const over = open.filter(({ running, kind }) => kind.end !== undefined && isBefore(running, today));
  const begun = await scene.each('life signed', due, (life, hand) => conclude(hand, life, today));
  await scene.each('life begins', begun, ({ kind, running }, hand) => step(kind.begin, hand, running));
  await scene.each('life ends', over, ({ kind, running }, hand) =>
    step(kind.end, hand, running && { ...running, today }),
  );
  const goesOn = ({ kind }: Life): boolean => kind.end !== undefined || kind.whenCancelled !== undefined;
  return [...open.filter((life) => !due.includes(life) && !over.includes(life)), ...begun.filter(goesOn)];
}

/** The selection of their listing was cancelled for fraud. @returns the lives that go on */
export async function endOfSelection(scene: Scene, lives: readonly Life[]): Promise<readonly Life[]> {
  const { today } = scene;
  const decided = lives.filter(({ kind, running }) => kind.whenCancelled !== undefined && running !== undefined);
  await scene.each('life decided', decided, ({ kind, running }, hand) =>
    step(kind.whenCancelled, hand, running && { ...running, today }),
  );
  // What was not signed before can no longer be signed.
  return lives.filter(({ kind, running }) => kind.whenCancelled === undefined && (kind.isOfOwn !== true || running));
}

/** Terms begin in the fiscal year of their need, on an offer that still holds. */
const isInTime = ({ askedOn, fiscalYear }: Life, today: Day): boolean =>
  today <= addDays(askedOn, OFFER_HOLDS) && today.startsWith(String(fiscalYear));

const isBefore = (running: Running | undefined, today: Day): boolean =>
  running !== undefined && running.signedOn < today;

async function conclude(hand: Hand, life: Life, today: Day): Promise<Life> {
  const { deal, contractId, fiscalYear, kind } = life;
  const among = await amongOthers(hand, life);
  const { version } = await choose(hand, deal, contractPath(contractId), among);
  const chosen: Chosen = { deal, contractId, fiscalYear, version };
  const period = kind.period(today);
  const last = await signed(hand, chosen, period);
  await registerUse(hand, life, last);
  return { ...life, running: { deal, contractId, period, signedOn: today, today } };
}

/** A choice among several rests on a comparison. */
async function amongOthers(hand: Hand, { deal, requestNos }: Life): Promise<object> {
  const { buyer, listed, others = [] } = deal;
  if (others.length === 0) return {};
  const listingIds = [listed, ...others].map(({ listingId }) => listingId);
  const { id } = await hand.post(buyer.persona, 'catalog', '/v1/comparisons', { listingIds });
  return { requestNo: requestNos.get(listed.listingId), comparisonId: id };
}

const step = async (
  act: ((hand: Hand, running: Running) => Promise<unknown>) | undefined,
  hand: Hand,
  running: Running | undefined,
): Promise<void> => {
  if (running !== undefined) await act?.(hand, running);
};
