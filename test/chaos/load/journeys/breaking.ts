import { addDays } from '#common/kernel/day.js';
import type { Hand } from '../scene.js';
import { amountOf } from './contracting.js';
import { handBack, inspectorOf, Parties, performanceOf, REASON, type Running } from './performing.js';

/** Days that a correction has. */
const TO_CORRECT = 7;

/** The supplier states its case, and the institution decides. */
async function heard(parties: Parties, running: Running, n: number, decision: object): Promise<void> {
  const report = { occurredOn: running.today, facts: '약정한 응답 시간을 지키지 않았다.', evidence: ['관측 기록'] };
  await parties.move(parties.buyer, '/breaches', report);
  await parties.move(parties.supplier, `/breaches/${n}/answer`, { statement: '장치를 늘렸다.' });
  await parties.twice(parties.buyer, `/breaches/${n}/decision`, { ...decision, ...REASON });
}

/** A breach that the supplier corrects in time. */
export async function correctBreach(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  await parties.started();
  const correctBy = addDays(running.today, TO_CORRECT);
  await heard(parties, running, 1, { consequence: 'CORRECTION', correctBy });
  await parties.move(parties.buyer, '/breaches/1/correction', { note: '다시 지켜진다.' });
}

/**
 * For another breach the institution ends the contract. The used part is stated and claimed. A part of the deposit that
 * is owed is set off against it, and the settlement is closed.
 */
export async function endForBreach(hand: Hand, running: Running): Promise<void> {
  const parties = new Parties(hand, running);
  const { buyer } = parties;
  const { today, deal } = running;
  await heard(parties, running, 2, { consequence: 'TERMINATION' });
  const usedAmount = Math.floor(amountOf(deal) / 2);
  const termination = { ground: 'BREACH', effectiveOn: today, usedAmount, reason: '약정을 거듭 어겼다.' };
  await parties.move(buyer, '/termination', termination);
  const ended = await parties.seen(({ status }) => status === 'TERMINATED');
  for (let n = 1, period = performanceOf(ended).nextPeriod; period !== undefined; n++) {
    await parties.move(parties.supplier, '/statements', { period, availability: 100 });
    await parties.move(buyer, `/statements/${n}/acceptance`, {});
    const inspection = { statementNo: n, result: 'PASSED' };
    const inspected = await parties.move(inspectorOf(running), '/inspections', inspection);
    const { statements, nextPeriod } = performanceOf(inspected);
    await settleClaim(parties, n, statements[n - 1]?.amount ?? 0, today);
    period = nextPeriod;
  }
  await parties.move(buyer, '/settlement');
  await handBack(parties);
}

/** Ten won of the first claim is set off, the rest is paid. */
async function settleClaim(parties: Parties, n: number, amount: number, today: string): Promise<void> {
  const { buyer, supplier } = parties;
  const claimed = await parties.move(supplier, '/claims', { statements: [n], amount, invoiceNo: `${today}-${n}` });
  const payable = performanceOf(claimed).claims[n - 1]?.payable ?? 0;
  const setOff = n === 1 ? 10 : 0;
  if (setOff > 0) await parties.twice(buyer, `/claims/${n}/set-off`, { amount: setOff });
  await parties.move(buyer, `/claims/${n}/payment`, { amount: payable - setOff, paidOn: today });
}
