import type { Moment } from '#common/kernel/clock.js';
import { addDays, daysBetween, type Day } from '#common/kernel/day.js';
import { dueDayOf } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { shareOf, sumWon, type Won } from '#common/kernel/money.js';
import { floored, fraction, times } from '#common/kernel/ratio.js';
import { ensureClaim, paidBy } from './claiming.js';
import { sharedWithin } from './consortium.rules.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState, Period } from './contract.state.js';
import { outstanding, outstandingByMember, statementOf } from './performance.rules.js';
import type { PaidPart, PaymentClaim } from './performance.state.js';

export interface PaymentInput {
  readonly claimNo: number;
  /** Without interest; part of the claim or all that is left of it. */
  readonly amount: Won;
  readonly paidOn: Day;
  readonly reference?: string;
}

/** The institution records what it paid of a claim (대가 지급), with the interest it owes for paying late. */
export function recordPayment(state: ContractState, input: PaymentInput, moment: Moment): readonly ContractEvent[] {
  const claim = ensureClaim(state, input.claimNo, 'CLAIMED');
  const { claimNo, amount, paidOn, reference } = input;
  ensurePaidOn(claim, paidOn, moment);
  const left = outstanding(claim);
  ensure(amount <= left, () => wrongAmount('PAYMENT_ABOVE_CLAIM', `Claim ${claimNo} has ${left} won left to be paid.`));
  ensure(amount > 0 || left === 0, () => wrongAmount('PAYMENT_NOTHING', 'A payment is more than nothing.'));
  ensure(paidBy(state, amount, moment) === amount, () =>
    wrongAmount('PAYMENT_ROUNDING', 'A state body pays no fraction of ten won (R-30).'),
  );
  const lateDays = lateDaysOf(claim, paidOn);
  const late = { amount, lateDays, from: addDays(dueDayOf(claim.due), 1) };
  const parts = partsOfPayment(state, claim, late, moment);
  const interest = parts === undefined ? interestOf(state, late, moment) : sumWon(parts.map((part) => part.interest));
  const shared = parts !== undefined && { parts };
  const { contractId } = state;
  const paymentNo = claim.payments.length + 1;
  return [
    {
      type: 'PaymentMade',
      data: { contractId, claimNo, paymentNo, period: periodOf(state, claim), paidOn, amount },
      details: {
        lateDays,
        interest,
        ...(reference !== undefined && { reference }),
        ...shared,
        settles: amount === left,
      },
    },
  ];
}

/** The institution pays each member of a consortium (공동계약): by what each is still owed, with its own interest. */
function partsOfPayment(
  state: ContractState,
  claim: PaymentClaim,
  late: Late,
  moment: Moment,
): readonly PaidPart[] | undefined {
  const owed = outstandingByMember(claim);
  if (owed === undefined) return undefined;
  const amounts = sharedWithin(
    late.amount,
    owed.map(({ amount }) => amount),
    (part) => paidBy(state, part, moment),
  );
  return owed.map(({ businessNumber }, i) => {
    const amount = amounts[i] ?? 0;
    return { businessNumber, amount, interest: interestOf(state, { ...late, amount }, moment) };
  });
}

const wrongAmount = (code: 'PAYMENT_ABOVE_CLAIM' | 'PAYMENT_NOTHING' | 'PAYMENT_ROUNDING', detail: string) =>
  invalid(code, detail, [{ pointer: '/amount', code, detail }]);

function ensurePaidOn({ n, claimedOn }: PaymentClaim, paidOn: Day, { today }: Moment): void {
  ensure(paidOn <= today, () => invalid('PAYMENT_DAY', `${paidOn} is later than today: record it once it is paid.`));
  ensure(paidOn >= claimedOn, () =>
    wrongState('PAYMENT_DAY_EARLY', `Claim ${n} was made on ${claimedOn}: nothing was paid on it on ${paidOn}.`),
  );
}

/** Calendar days from the day after it was due until it was paid, without those on which the claim was returned. */
export function lateDaysOf({ due, stops }: Pick<PaymentClaim, 'due' | 'stops'>, paidOn: Day): number {
  const first = addDays(dueDayOf(due), 1);
  if (paidOn < first) return 0;
  const stood = stops.map((stop) => common({ from: first, to: paidOn }, stop));
  return daysIn({ from: first, to: paidOn }) - stood.reduce((sum, days) => sum + days, 0);
}

const daysIn = ({ from, to }: Period): number => Math.max(0, daysBetween(from, to) + 1);

const common = (a: Period, b: Period): number =>
  daysIn({ from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to });

interface Late {
  readonly amount: Won;
  readonly lateDays: number;
  /** The first day of the delay: its rate holds for all of it (S18 Art. 59). */
  readonly from: Day;
}

/** Exact until its end, then rounded down to the won, and to tens for a state body. */
function interestOf(state: ContractState, { amount, lateDays, from }: Late, moment: Moment): Won {
  const policy = moment.policyOn(from);
  const ofOneYear = shareOf(amount, policy['contracts.lateInterestPercent']);
  const years = fraction(lateDays, policy['contracts.interestYearDays']);
  return paidBy(state, floored(times(ofOneYear, years)), moment);
}

function periodOf(state: ContractState, { statements }: PaymentClaim): Period {
  const periods = statements.map((n) => statementOf(state, n).period);
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) throw new Error('A claim names at least one statement.');
  return { from: first.from, to: last.to };
}
