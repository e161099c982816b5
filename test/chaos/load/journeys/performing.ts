import type { Day } from '#common/kernel/day.js';
import type { Persona, View } from '../../../../tools/story/api.js';
import { officer } from '../../../../tools/story/cast.js';
import type { Hand } from '../scene.js';
import { CALL } from './applying.js';
import { amountOf, contractPath, supplierOf, useOf, type Deal, type Period } from './contracting.js';

/** A contract that both have signed. */
export interface Running {
  readonly deal: Deal;
  readonly contractId: string;
  readonly period: Period;
  readonly signedOn: Day;
  readonly today: Day;
}

interface Performed {
  readonly statements: readonly { readonly amount: number }[];
  readonly claims: readonly { readonly payable: number }[];
  /** The next one that the supplier states. */
  readonly nextPeriod?: Period;
}

export const REASON = { reason: '사실을 확인하였다.' };
const DESK = { unit: '고객지원센터', number: '02-1234-5678' };

const buyerOf = ({ deal }: Running): Persona => deal.buyer.persona;
/** Who accepts the figures of a statement does not inspect (§11.4). */
export const inspectorOf = ({ deal: { buyer } }: Running): Persona => ({
  ...buyer.persona,
  sub: `inspector-${buyer.code}`,
});
export const performanceOf = (view: View): Performed => view['performance'] as Performed;

/** Acts of the parties to one contract, each on its current version. */
export class Parties {
  readonly path: string;
  readonly supplier: Persona;
  readonly buyer: Persona;

  constructor(
    readonly hand: Hand,
    running: Running,
  ) {
    this.path = contractPath(running.contractId);
    this.supplier = supplierOf(running.deal);
    this.buyer = buyerOf(running);
  }

  move(by: Persona, act: string, body?: object): Promise<View> {
    return this.hand.move(by, 'contracts', this.path, act, { ...(body !== undefined && { body }) });
  }

  /** The same twice at once, on one version: one of them counts. Neither does when the clock acted in between. */
  async twice(by: Persona, act: string, body: object): Promise<void> {
    for (;;) {
      const { version } = await this.seenBy(by);
      const details = { body, version, isFixed: true } as const;
      const both = [1, 2].map(() => this.hand.attempt(by, 'contracts', this.path, act, details));
      const settled = await Promise.all(both);
      if (settled.every(({ outcome }) => outcome.kind === 'refused' && outcome.status === 412)) continue;
      return this.hand.race(`two of ${act} on ${this.path}`, 1, settled);
    }
  }

  async refused(by: Persona, act: string, body: object): Promise<void> {
    const { version } = await this.seenBy(by);
    const details = { body, version, isFixed: true, expected: 'refusal' } as const;
    await this.hand.attempt(by, 'contracts', this.path, act, details);
  }

  seen(is: (view: View) => boolean): Promise<View> {
    return this.hand.until('a contract', this.buyer, 'contracts', this.path, (view) => is(view) && view);
  }

  /** Each party counts its own versions. */
  private seenBy(by: Persona): Promise<View> {
    return this.hand.until('a contract', by, 'contracts', this.path, (view) => view);
  }

  started(): Promise<View> {
    return this.seen(({ status }) => status === 'ACTIVE');
  }
}

/** The certificate is of the corrected use. */
export async function correctUse(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  await parties.move(parties.buyer, '/usage-corrections', { ...useOf(running.deal), ...REASON });
  await parties.move(parties.buyer, '/usage-certificates');
}

/** Before its first day: on the last day of a year it has begun already. */
export async function rescind(hand: Hand, running: Running): Promise<void> {
  if (running.period.from > running.today)
    await new Parties(hand, running).move(buyerOf(running), '/rescission', REASON);
}

/** The first proposal is declined. The second costs more and is signed by both at once. */
export async function amendTwice(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  const { buyer, supplier } = parties;
  const { deal, period } = running;
  const unitPrice = amountOf(deal) / 12;
  const proposal = (quantity: number) => ({
    lines: [{ priceCode: 'STD', quantity, unitPrice, vatIncluded: true }],
    until: period.to,
    reason: '이용 부서가 늘었다.',
  });
  await parties.started();
  await parties.move(supplier, '/amendments', proposal(20));
  await parties.move(buyer, '/amendments/1/refusal', REASON);
  await parties.move(buyer, '/amendments', proposal(15));
  await Promise.all([buyer, supplier].map((by) => parties.move(by, '/amendments/2/signatures')));
}

/** Of two incidents NIA closes the review of one, and suspends the listing for the other. */
export async function reportTwice(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  const { supplier, path } = parties;
  const { signedOn, deal } = running;
  const listing = `/v1/listings/${deal.listed.listingId}`;
  const report = (incidentClass: string) =>
    hand.post(supplier, 'contracts', `${path}/incidents`, {
      class: incidentClass,
      intervals: [{ from: `${signedOn}T01:00:00+09:00`, to: `${signedOn}T02:00:00+09:00` }],
      what: '이용자가 접속하지 못하였다.',
      cause: '저장 장치의 장애',
      measures: '예비 장치로 전환하였다.',
      advice: '다시 접속한다.',
      desk: DESK,
    });
  const reviewed = () =>
    hand.until('the suspension review', officer, 'catalog', listing, ({ deadlines }) =>
      (deadlines as readonly { readonly key: string }[]).some(({ key }) => key === 'SUSPENSION_REVIEW'),
    );
  await parties.started();
  await report('OUTAGE');
  await reviewed();
  await hand.move(officer, 'catalog', listing, '/suspension-review/closure', { body: REASON });
  await report('INTRUSION');
  await reviewed();
  const order = { cause: 'SECURITY_INCIDENT', reason: '침해사고' };
  await hand.move(officer, 'catalog', listing, '/suspension', { body: order });
  await hand.move(officer, 'catalog', listing, '/resumption', { body: REASON });
}

/** A statement is disputed, its inspection fails, its claim is returned. Paid in two parts, it is completed. */
export async function performToTheEnd(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  const { buyer, supplier } = parties;
  const { period, today } = running;
  const inspector = inspectorOf(running);
  const statement = { period, availability: 99.5 };
  await parties.move(supplier, '/statements', statement);
  await parties.move(buyer, '/statements/1/dispute', REASON);
  await parties.move(supplier, '/statements', statement);
  await parties.move(buyer, '/statements/1/acceptance', {});
  await parties.move(inspector, '/inspections', { statementNo: 1, result: 'FAILED', findings: '응답이 느리다.' });
  await parties.move(supplier, '/inspections/1/fix', { note: '고쳤다.' });
  await parties.move(inspector, '/inspections/1/extension', REASON);
  const inspected = await parties.move(inspector, '/inspections', { statementNo: 1, result: 'PASSED' });
  const amount = performanceOf(inspected).statements[0]?.amount;
  await parties.twice(supplier, '/claims', { statements: [1], amount, invoiceNo: `${today}-1` });
  await parties.move(buyer, '/claims/1/return', REASON);
  const claimed = await parties.move(supplier, '/claims/1/correction', { invoiceNo: `${today}-2` });
  const payable = performanceOf(claimed).claims[0]?.payable ?? 0;
  const part = Math.floor(payable / 20) * 10;
  await parties.refused(buyer, '/claims/1/payment', { amount: payable + 10, paidOn: today });
  await parties.move(buyer, '/claims/1/payment', { amount: part, paidOn: today });
  await parties.twice(buyer, '/claims/1/payment', { amount: payable - part, paidOn: today });
  await handBack(parties);
  await parties.move(buyer, '/completion', { inspectedOn: today });
}

/** More than the largest order is refused; of two orders at once one counts. */
export async function orderTwice(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  const order = (quantity: number) => ({ lines: [{ priceCode: 'STD', quantity }] });
  await parties.started();
  await parties.refused(parties.buyer, '/orders', order(2));
  await parties.twice(parties.buyer, '/orders', order(1));
}

/** What would pass the cap is refused; of two statements at once one counts. One person accepts and inspects. */
export async function performByUse(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  const { buyer, supplier } = parties;
  const { period, today, deal } = running;
  const most = Math.floor((deal.cap ?? 0) / CALL.unitPrice);
  const statement = (quantity: number) => ({
    period,
    availability: 100,
    lines: [{ priceCode: CALL.code, quantity }],
  });
  const soleOfficerReason = '담당자가 한 명이다.';
  await parties.refused(supplier, '/statements', statement(most + 1));
  await parties.twice(supplier, '/statements', statement(most));
  await parties.move(buyer, '/statements/1/acceptance', {});
  const inspection = { statementNo: 1, result: 'PASSED', soleOfficerReason };
  const inspected = await parties.move(buyer, '/inspections', inspection);
  const amount = performanceOf(inspected).statements[0]?.amount;
  const claim = { statements: [1], amount, invoiceNo: `${today}-1` };
  const claimed = await parties.move(supplier, '/claims', claim);
  await parties.move(buyer, '/claims/1/payment', { amount: performanceOf(claimed).claims[0]?.payable, paidOn: today });
}

/** Damages for a late part, then both end it from today on. */
export async function endByAgreement(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  const { buyer, supplier } = parties;
  const { signedOn, today, deal } = running;
  await parties.move(buyer, '/delay-damages', { dueOn: signedOn, performedOn: today, ...REASON });
  const usedAmount = amountOf(deal) / 12;
  const termination = { ground: 'AGREEMENT', effectiveOn: today, usedAmount, reason: '서로 합의하였다.' };
  await parties.move(buyer, '/termination', termination);
  await parties.move(supplier, '/termination', termination);
  await handBack(parties);
}

export async function handBack(parties: Parties): Promise<void> {
  await parties.move(parties.supplier, '/end-notice', { retrieval: '관리 화면에서 내려받는다.', desk: DESK });
  await parties.move(parties.buyer, '/data-return', { outcome: 'RETURNED' });
  await parties.move(parties.supplier, '/data-destruction', { note: '모두 지웠다.' });
}

const underReview = (parties: Parties): Promise<View> =>
  parties.seen(
    ({ terminationReview }) => (terminationReview as { readonly status?: string } | undefined)?.status === 'OPEN',
  );

/** The institution keeps a contract whose selection was cancelled for fraud. */
export async function keepOn(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  await underReview(parties);
  await parties.move(parties.buyer, '/termination-review', REASON);
}

/** The institution ends such a contract. */
export async function endForFraud(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  await underReview(parties);
  const effectiveOn = running.today;
  const termination = { ground: 'FRAUD_CANCELLATION', effectiveOn, usedAmount: 0, reason: '선정이 취소되었다.' };
  await parties.move(parties.buyer, '/termination', termination);
}
