import fc from 'fast-check';
import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolved } from '#common/aggregates/evolution.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { addDays, addMonths, endOfDay, startOfDay } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { personas } from '#testing/personas.js';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { refusalOf } from '#testing/specification.js';
import { active, byUse, CALLS } from '../../testing/performance-steps.js';
import { contractType } from '../contract.type.js';
import { acceptStatement, submitStatement } from './billing.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState, Period, Terms } from './contract.state.js';
import { assessDelayDamages } from './delaying.js';
import { recordPayment } from './paying.js';
import { performanceOf, periodToState, totalsOf } from './performance.rules.js';
import type { PaymentClaim } from './performance.state.js';

/**
 * The oracle: exact fractions, and days one by one. It is written from the rules of §5.6 and S18. It shares nothing
 * with the code but the arithmetic of calendar days.
 */
class Exact {
  constructor(
    readonly top: bigint,
    readonly bottom: bigint = 1n,
  ) {}
  by = (other: Exact): Exact => new Exact(this.top * other.top, this.bottom * other.bottom);
  down = (): bigint => this.top / this.bottom;
}

const KRW_MAX = 10_000_000_000_000;
const rule = (n: number): Exact => new Exact(BigInt(n));

const plain = koreanCalendar(PolicyTable.defaults);
const on = (day: string, policy: PolicyTable = PolicyTable.defaults): Moment =>
  momentAt(new Date(startOfDay(day).getTime() + 36_000_000), policy, plain);

function after(state: ContractState, events: readonly ContractEvent[], { at }: Moment): ContractState {
  return events.reduce(
    (now, event) =>
      evolved(contractType.evolve, now, { ...event, at, actor: personas.buyer } as unknown as Recorded<ContractEvent>),
    state,
  );
}

const withTerms = (state: ContractState, terms: Partial<Terms>): ContractState =>
  state.terms === undefined ? state : { ...state, terms: { ...state.terms, ...terms } };

const day = fc.integer({ min: 0, max: 1_460 }).map((n) => addDays('2024-01-01', n));

const FIRST = { period: { from: '2025-10-20', to: '2025-11-19' }, lines: [], availability: 100 };

/** 28, 29, 30 and 31 divide it: a day of any month is a whole number of its parts. */
const MONTH = 28n * 29n * 30n * 31n;

/** Each day of a contract is worth one part of the month of the contract in which it lies. */
function daysOf({ from, to }: Period): ReadonlyMap<string, bigint> {
  const worth = new Map<string, bigint>();
  for (let month = 0; addMonths(from, month) <= to; month++) {
    const days: string[] = [];
    const end = addMonths(from, month + 1);
    for (let at = addMonths(from, month); at < end; at = addDays(at, 1)) days.push(at);
    for (const at of days) if (at <= to) worth.set(at, MONTH / BigInt(days.length));
  }
  return worth;
}

function worthOf(days: ReadonlyMap<string, bigint>, { from, to }: Period): bigint {
  let sum = 0n;
  for (const [at, worth] of days) if (from <= at && at <= to) sum += worth;
  return sum;
}

describe('Money, against an oracle in exact fractions', () => {
  const flat = active().state;
  const metered = byUse().state;
  const base = after(flat, submitStatement(flat, FIRST, on('2025-12-01')), on('2025-12-01'));

  it(
    '§5.6: statements of a flat contract share its amount to the won',
    proves({ '5.6/billing': submitStatement }),
    () => {
      const cases = fc.record({
        from: day,
        length: fc.integer({ min: 1, max: 130 }),
        amount: fc.integer({ min: 0, max: KRW_MAX }),
        billingCycle: fc.constantFrom('MONTHLY' as const, 'QUARTERLY' as const),
      });
      fc.assert(
        fc.property(cases, ({ from, length, amount, billingCycle }) => {
          const period = { from, to: addDays(from, length - 1) };
          let state = withTerms(flat, { period, amount, billingCycle });
          const now = on(addDays(period.to, 1));
          const days = daysOf(period);
          let left = BigInt(amount);
          for (let next = periodToState(state); next !== undefined; next = periodToState(state)) {
            const part = worthOf(days, next);
            const rest = worthOf(days, { from: next.from, to: period.to });
            const fee = new Exact(left * part, rest).down();
            state = after(state, submitStatement(state, { period: next, lines: [], availability: 100 }, now), now);
            const stated = performanceOf(state).statements.at(-1);
            expect(BigInt(stated?.gross ?? -1)).toBe(fee);
            left -= fee;
          }
          expect(left).toBe(0n);
          expect(totalsOf(state).stated).toBe(amount);
        }),
        propertyRuns(10_000),
      );
    },
  );

  const AVAILABILITIES = [100, 99.95, 99.9, 99.899, 99.5, 99, 98.999, 95, 94.99, 50, 0];

  it(
    '§11.4: uses, credits and the running total stay within the cap',
    proves({ '11.4/usage-statement': submitStatement }),
    () => {
      const uses = fc.array(
        fc.record({
          quantity: fc.integer({ min: 0, max: 1_000_000 }),
          availability: fc.constantFrom(...AVAILABILITIES),
          dispute: fc.boolean(),
        }),
        { minLength: 1, maxLength: 12 },
      );
      const cases = fc.record({
        unitPrice: fc.integer({ min: 0, max: 1_000 }),
        vatIncluded: fc.boolean(),
        cap: fc.integer({ min: 0, max: 3_000_000_000 }),
        uses,
      });
      const now = on('2026-12-01');
      fc.assert(
        fc.property(cases, ({ unitPrice, vatIncluded, cap, uses: drawn }) => {
          let state = withTerms(metered, { cap, lines: [{ ...CALLS, unitPrice, vatIncluded }] });
          let total = 0n;
          const reached = new Set<number>();
          for (const { quantity, availability, dispute } of drawn) {
            const period = periodToState(state);
            if (period === undefined) break;
            const net = BigInt(quantity) * BigInt(unitPrice);
            const gross = vatIncluded ? net : new Exact(net * 11n, 10n).down();
            // below 99.9 % a tenth is not due, below 99 % a quarter, below 95 % all of it.
            const percent = availability < 95 ? 100n : availability < 99 ? 25n : availability < 99.9 ? 10n : 0n;
            const amount = gross - new Exact(gross * percent, 100n).down();
            const input = { period, lines: [{ priceCode: 'CALL', quantity }], availability };
            const refused = refusalOf(() => submitStatement(state, input, now));
            expect(refused).toBe(total + amount > BigInt(cap) ? 'STATEMENT_ABOVE_CAP' : 'nothing refused');
            if (refused !== 'nothing refused') break;
            const submitted = after(state, submitStatement(state, input, now), now);
            const n = performanceOf(submitted).statements.length;
            expect(performanceOf(submitted).statements.at(-1)).toMatchObject({
              gross: Number(gross),
              amount: Number(amount),
            });
            if (dispute) break;
            const accepted = acceptStatement(submitted, { statementNo: n, by: 'accountant' }, now);
            total += amount;
            const alerted = accepted.flatMap((event) => (event.type === 'CapAlertRaised' ? [event.data.percent] : []));
            const due = [70, 90, 100].filter((one) => cap > 0 && total * 100n >= BigInt(cap) * BigInt(one));
            expect(alerted).toEqual(due.filter((one) => !reached.has(one)));
            due.forEach((one) => reached.add(one));
            state = after(submitted, accepted, now);
            expect(totalsOf(state)).toMatchObject({ accepted: Number(total), stated: Number(total) });
          }
        }),
        propertyRuns(10_000),
      );
    },
  );

  it(
    '§5.6: interest is the exact share of the late part, rounded down once',
    proves({ '11.4/late-interest': recordPayment }),
    () => {
      const cases = fc.record({
        amount: fc.integer({ min: 10, max: KRW_MAX }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
        thousandths: fc.integer({ min: 0, max: 30_000 }),
        due: day,
        late: fc.integer({ min: -20, max: 150 }),
        stop: fc.record({ after: fc.integer({ min: -10, max: 150 }), length: fc.integer({ min: 0, max: 60 }) }),
        isState: fc.boolean(),
      });
      fc.assert(
        fc.property(cases, ({ amount, part, thousandths, due, late, stop, isState }) => {
          const value = thousandths / 1000;
          const policy = PolicyTable.from({
            rows: [
              { key: 'contracts.lateInterestPercent', from: '2020-01-01', value: 99, basis: 'x' },
              { key: 'contracts.lateInterestPercent', from: addDays(due, 1), value, basis: 'x' },
              { key: 'contracts.lateInterestPercent', from: addDays(due, 2), value: 77, basis: 'x' },
            ],
          });
          const paidOn = addDays(due, late);
          const stops = [{ from: addDays(due, stop.after), to: addDays(due, stop.after + stop.length) }];
          const deadline: Deadline = { key: 'PAYMENT', dueAt: endOfDay(due).toISOString(), basis: 'bd', rule: 'x' };
          const whole = isState ? amount - (amount % 10) : amount;
          const share = Math.floor(whole * part);
          const paid = Math.max(isState ? 10 : 1, isState ? share - (share % 10) : share);
          const claim: PaymentClaim = {
            n: 1,
            status: 'CLAIMED',
            statements: [1],
            amount,
            payable: whole,
            invoiceNo: 'x',
            claimedOn: addDays(due, -30),
            due: deadline,
            stops,
            payments: [],
          };
          const state: ContractState = {
            ...base,
            institution: { ...base.institution, type: isState ? 'STATE' : 'LOCAL' },
            performance: { ...performanceOf(base), claims: [claim] },
          };
          let lateDays = 0;
          for (let at = addDays(due, 1); at <= paidOn; at = addDays(at, 1))
            if (!stops.some(({ from, to }) => from <= at && at <= to)) lateDays++;
          const exact = rule(paid)
            .by(new Exact(BigInt(thousandths), 100_000n))
            .by(new Exact(BigInt(lateDays), 365n))
            .down();
          const interest = isState ? exact - (exact % 10n) : exact;
          const input = { claimNo: 1, amount: paid, paidOn };
          const [event] = recordPayment(state, input, on(addDays(paidOn, 3), policy));
          expect(event).toMatchObject({ details: { lateDays, interest: Number(interest), settles: paid === whole } });
        }),
        propertyRuns(10_000),
      );
    },
  );

  it(
    '§5.6: damages are so many per mille a day, and 30 % at most',
    proves({ '11.4/delay-damages': assessDelayDamages }),
    () => {
      const cases = fc.record({
        amount: fc.integer({ min: 1, max: KRW_MAX }),
        hundredths: fc.integer({ min: 0, max: 500 }),
        delays: fc.array(fc.record({ gap: fc.integer({ min: 0, max: 20 }), days: fc.integer({ min: 1, max: 200 }) }), {
          minLength: 1,
          maxLength: 5,
        }),
      });
      fc.assert(
        fc.property(cases, ({ amount, hundredths, delays }) => {
          const value = hundredths / 100;
          const rows = [{ key: 'contracts.delayDamagesPerMille' as const, from: '2020-01-01', value, basis: 'x' }];
          const now = on('2029-01-01', PolicyTable.from({ rows }));
          let state = withTerms(flat, { amount });
          let dueOn = '2025-10-20';
          let total = 0n;
          const most = new Exact(BigInt(amount) * 30n, 100n).down();
          for (const { gap, days } of delays) {
            dueOn = addDays(dueOn, gap);
            const performedOn = addDays(dueOn, days);
            const wanted = rule(amount)
              .by(new Exact(BigInt(hundredths), 100_000n))
              .by(rule(days))
              .down();
            const left = most - total;
            total += wanted < left ? wanted : left;
            state = after(state, assessDelayDamages(state, { dueOn, performedOn, reason: 'x' }, now), now);
            expect(totalsOf(state).damages).toBe(Number(total));
            dueOn = performedOn;
          }
        }),
        propertyRuns(10_000),
      );
    },
  );
});
