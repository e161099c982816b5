import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import { jointly } from '../../testing/joint-steps.js';
import { active } from '../../testing/performance-steps.js';
import { contractType } from '../contract.type.js';
import { evolved } from '#common/aggregates/evolution.js';
import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { personas } from '#testing/personas.js';
import { partsOf, sharedOut, sharedWithin } from './consortium.rules.js';
import type { Consortium } from './consortium.state.js';
import type { ContractEvent } from './contract.events.js';
import { recordPayment } from './paying.js';
import { outstanding, outstandingByMember, performanceOf } from './performance.rules.js';
import type { PaymentClaim } from './performance.state.js';

/**
 * The oracle: exact fractions in lowest terms, written from the rule (each part rounded down, the representative takes
 * the rest). It shares nothing with the code.
 */
class Exact {
  constructor(
    readonly top: bigint,
    readonly bottom: bigint,
  ) {}
  /** The greatest whole number that is not above it, found by trying digits. */
  down(): bigint {
    let whole = 0n;
    for (let step = 10n ** 16n; step > 0n; step /= 10n) while ((whole + step) * this.bottom <= this.top) whole += step;
    return whole;
  }
}

const KRW_MAX = 10_000_000_000_000;
const total = (amounts: readonly number[]): bigint => amounts.reduce((sum, one) => sum + BigInt(one), 0n);
const money = fc.integer({ min: 0, max: KRW_MAX });

const supplier = (i: number) =>
  ({ businessNumber: String(1_000_000_000 + i), name: `제공기업 ${i}`, size: 'SMALL_MEDIUM' }) as const;

/** Thousandths of two to five members that come to a thousand. */
const shares = fc
  .array(fc.integer({ min: 100, max: 400 }), { minLength: 1, maxLength: 4 })
  .filter((further) => further.reduce((sum, one) => sum + one, 0) <= 900)
  .map((further) => [1000 - further.reduce((sum, one) => sum + one, 0), ...further]);

describe('The parts of a joint contract, against an oracle in exact fractions', () => {
  it(
    '§5.6: of an amount that is shared come to it, to the won, and the representative takes the rest',
    proves({ '5.6/joint-payment': partsOf }),
    () => {
      fc.assert(
        fc.property(shares, money, (perMille, amount) => {
          const members = perMille.map((one, i) => ({ supplier: supplier(i), perMille: one }));
          const parts = partsOf({ manner: 'JOINT', members }, amount, []).map((part) => part.amount);
          expect(total(parts)).toBe(BigInt(amount));
          const due = perMille.map((one) => new Exact(BigInt(amount) * BigInt(one), 1000n).down());
          expect(parts.slice(1).map(BigInt)).toEqual(due.slice(1));
          expect(BigInt(parts[0]!) - due[0]!).toBeLessThan(BigInt(parts.length));
        }),
        propertyRuns(5_000),
      );
    },
  );

  it(
    '§5.6: of lines that are divided are exactly what these lines come to',
    proves({ '5.6/joint-payment': partsOf }),
    () => {
      const line = fc.record({
        owner: fc.integer({ min: 0, max: 4 }),
        amount: fc.integer({ min: 0, max: KRW_MAX / 100 }),
      });
      fc.assert(
        fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (drawn) => {
          const lines = drawn.map(({ amount }, i) => ({ priceCode: `L${i}`, amount }));
          const codesOf = (owner: number) => drawn.flatMap((one, i) => (one.owner === owner ? [`L${i}`] : []));
          // The representative performs what the others do not, whatever it was named.
          const members = [0, 1, 2, 3, 4].map((i) => ({
            supplier: supplier(i),
            priceCodes: i === 0 ? [] : codesOf(i),
          }));
          const consortium: Consortium = { manner: 'DIVIDED', members };
          const amount = Number(total(lines.map((one) => one.amount)));
          const due = [0, 1, 2, 3, 4].map((owner) =>
            Number(total(drawn.filter((one) => one.owner === owner).map((one) => one.amount))),
          );
          expect(partsOf(consortium, amount, lines).map((part) => part.amount)).toEqual(due);
        }),
        propertyRuns(5_000),
      );
    },
  );

  it('are whole and never less than nothing, whatever is owed', proves({ '5.6/joint-payment': sharedWithin }), () => {
    const cases = fc.record({
      owed: fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), money), { minLength: 1, maxLength: 5 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      unit: fc.constantFrom(1, 10),
    });
    fc.assert(
      fc.property(cases, ({ owed: drawn, part, unit }) => {
        const owed = drawn.map((one) => one - (one % unit));
        const all = owed.reduce((sum, one) => sum + one, 0);
        const share = Math.floor(all * part);
        const amount = share - (share % unit);
        const parts = sharedWithin(amount, owed, (one) => one - (one % unit));
        expect(total(parts)).toBe(BigInt(amount));
        for (const [i, one] of parts.entries()) {
          expect(one).toBeGreaterThanOrEqual(0);
          expect(one).toBeLessThanOrEqual(owed[i]!);
          expect(one % unit).toBe(0);
        }
        if (amount === all) expect(parts).toEqual(owed);
        expect(total(sharedOut(amount, owed))).toBe(BigInt(amount));
      }),
      propertyRuns(5_000),
    );
  });

  const started = active({ story: jointly() }).state;
  const on = momentOf('2025-12-20');
  const after = (state: typeof started, events: readonly ContractEvent[]): typeof started =>
    events.reduce(
      (now, event) =>
        evolved(contractType.evolve, now, {
          ...event,
          at: on.at,
          actor: personas.buyer,
        } as unknown as Recorded<ContractEvent>),
      state,
    );

  it(
    '§5.6: a claim paid part by part has paid each member its part in the end, to the won',
    proves({ '5.6/joint-payment': recordPayment }),
    () => {
      const cases = fc.record({
        parts: fc.array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 2, maxLength: 5 }),
        steps: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 8 }),
        isState: fc.boolean(),
      });
      fc.assert(
        fc.property(cases, ({ parts: drawn, steps, isState }) => {
          const unit = isState ? 10 : 1;
          const parts = drawn.map((amount, i) => ({
            businessNumber: String(i),
            amount,
            payable: amount - (amount % unit),
          }));
          const payable = parts.reduce((sum, one) => sum + one.payable, 0);
          const claim: PaymentClaim = {
            n: 1,
            status: 'CLAIMED',
            statements: [1],
            amount: drawn.reduce((sum, one) => sum + one, 0),
            payable,
            parts,
            invoiceNo: 'x',
            claimedOn: '2025-12-01',
            due: { key: 'PAYMENT', dueAt: '2026-01-31T15:00:00.000Z', basis: 'bd', rule: 'x' },
            stops: [],
            payments: [],
          };
          const statements = [{ n: 1, period: { from: '2025-10-20', to: '2025-11-19' } }];
          let state = {
            ...started,
            institution: { ...started.institution, type: isState ? ('STATE' as const) : ('LOCAL' as const) },
            performance: { ...performanceOf(started), statements, claims: [claim] },
          } as unknown as typeof started;
          const open = () => performanceOf(state).claims[0]!;
          for (const step of [...steps, payable]) {
            const left = outstanding(open());
            const whole = Math.min(step - (step % unit), left);
            if (open().status === 'PAID' || (whole === 0 && left > 0)) continue;
            state = after(state, recordPayment(state, { claimNo: 1, amount: whole, paidOn: '2025-12-20' }, on));
            for (const [i, { amount }] of outstandingByMember(open())!.entries()) {
              expect(amount).toBeGreaterThanOrEqual(0);
              expect(amount).toBeLessThanOrEqual(parts[i]!.payable);
            }
            expect(total(outstandingByMember(open())!.map(({ amount }) => amount))).toBe(BigInt(outstanding(open())));
          }
          expect(open().status).toBe('PAID');
          const paid = parts.map((_, i) => open().payments.reduce((sum, one) => sum + one.parts![i]!.amount, 0));
          expect(paid).toEqual(parts.map((one) => one.payable));
        }),
        propertyRuns(2_000),
      );
    },
  );
});
