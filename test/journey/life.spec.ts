import { describeWithServers, eventually } from '#testing/stores.js';
import type { View } from '../../tools/story/api.js';
import { ministry } from '../../tools/story/cast.js';
import { pathOf } from '../../tools/story/contracting.js';
import { CATALOG_LIFE, NEGOTIATED_LIFE, type LifeOf, type Performed } from '../../tools/story/life.js';
import { LIFE, playStory } from '../../tools/story/story.js';
import { figuresOf } from '../../tools/start/figures.js';
import { completedLives } from '../../tools/start/lives.js';
import { install, type Installed } from './installed.js';

const WHOLE_LIFE_MS = 480_000;

/**
 * What both contracts come to, computed from the text of the rules and from the facts of the story alone: in big
 * integers, with the holidays of the Presidential Decree written down. It shares no line with the services.
 */
const HOLIDAYS = new Set(
  (
    '2025-12-25 2026-01-01 2026-02-16 2026-02-17 2026-02-18 2026-03-02 2026-05-05 2026-05-25 ' +
    '2026-06-03 2026-08-17 2026-09-24 2026-09-25 2026-10-05 2026-10-09'
  ).split(' '),
);

const DAY_MS = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAfter = (day: string): string => new Date(at(day) + DAY_MS).toISOString().slice(0, 10);
/** In Seoul. */
const dayOf = (instant: string): string => new Date(Date.parse(instant) + 9 * 3_600_000).toISOString().slice(0, 10);
const isWorked = (day: string): boolean => ![0, 6].includes(new Date(at(day)).getUTCDay()) && !HOLIDAYS.has(day);

/** Worked days after `from`, until there are so many. */
function workedDaysAfter(from: string, count: number): string {
  let day = from;
  for (let left = count; left > 0; left -= isWorked(day) ? 1 : 0) day = dayAfter(day);
  return day;
}

/** Worked days from `from` to the day before `to`, both without themselves. */
function workedBetween(from: string, to: string): number {
  let count = 0;
  for (let day = dayAfter(from); day < to; day = dayAfter(day)) if (isWorked(day)) count++;
  return count;
}

/** S18 Art. 58: five worked days after the claim; neither the day of its return nor that of the next claim counts. */
function dueOf({ claimedOn, returned }: Performed): string {
  if (returned === undefined) return workedDaysAfter(claimedOn, 5);
  return workedDaysAfter(returned.againOn, 5 - workedBetween(claimedOn, returned.on));
}

/** VAT of a line is rounded down once. All lines of the story are stated without VAT. */
const withVat = (net: bigint): bigint => (net * 11n) / 10n;
const amountOf = (lines: LifeOf['deal']['lines']): bigint =>
  lines.reduce((sum, { quantity, unitPrice }) => sum + withVat(BigInt(quantity) * BigInt(unitPrice)), 0n);

/** below 99.9 percent a tenth of the fee is not due, below 99 a quarter, below 95 all of it. */
const creditPercent = (availability: number): bigint =>
  availability < 95 ? 100n : availability < 99 ? 25n : availability < 99.9 ? 10n : 0n;

/** the parts follow the calendar days, in whole won; what is left over is in the first year. */
function firstYearOf({ deal: { lines, byUse, period } }: LifeOf): number {
  const days = BigInt((at(period.to) - at(period.from)) / DAY_MS + 1);
  const after = BigInt((at(period.to) - at('2025-12-31')) / DAY_MS);
  const first = (total: bigint): bigint => total - (total * after) / days;
  const amount = amountOf(lines);
  // Up to the cap: what it has more than the amount is shared in the same way.
  return Number(first(amount) + first(BigInt(byUse?.cap ?? Number(amount)) - amount));
}

interface Expected {
  readonly statements: readonly { gross: number; credit: number; amount: number }[];
  readonly payments: readonly { due: string; payable: number; lateDays: number; interest: number }[];
  readonly totals: { stated: number; paid: number; interest: number; limit: number };
  readonly alerts: readonly { percent: number; limit: number; on: string }[];
}

function expectedOf({ deal, performed, amended }: LifeOf): Expected {
  const isState = deal.buyer.type === 'STATE';
  const paidInWhole = (amount: bigint): bigint => (isState ? amount - (amount % 10n) : amount);
  const unitPrice = BigInt(deal.lines[0]?.unitPrice ?? 0);
  const statements: { gross: number; credit: number; amount: number }[] = [];
  const payments: { due: string; payable: number; lateDays: number; interest: number }[] = [];
  const alerts: { percent: number; limit: number; on: string }[] = [];
  let flat = 0n;
  let stated = 0n;
  let limit = 0n;
  performed.forEach((one, i) => {
    const isAmended = one.statedOn > amended.on;
    const lines = isAmended ? amended.lines : deal.lines;
    limit = BigInt((isAmended ? amended.cap : deal.byUse?.cap) ?? 0) || amountOf(lines);
    // §5.6: what is left of the amount is shared over the months that are left.
    const monthsLeft = BigInt((isAmended ? performed.length : 12) - i);
    const gross =
      one.documents === undefined ? (amountOf(lines) - flat) / monthsLeft : withVat(BigInt(one.documents) * unitPrice);
    flat += gross;
    const credit = (gross * creditPercent(one.availability)) / 100n;
    const amount = gross - credit;
    stated += amount;
    statements.push({ gross: Number(gross), credit: Number(credit), amount: Number(amount) });
    // §11.4: told once for each limit, at 70, 90 and 100 percent of it.
    for (const percent of [70n, 90n, 100n])
      if (
        stated * 100n >= limit * percent &&
        !alerts.some((a) => a.limit === Number(limit) && a.percent === Number(percent))
      )
        alerts.push({ percent: Number(percent), limit: Number(limit), on: one.statedOn });
    const due = dueOf(one);
    const payable = paidInWhole(amount);
    const lateDays = Math.max(0, (at(one.paidOn) - at(due)) / DAY_MS);
    // S18 Art. 59, A-34: five percent a year of what is late, for each day, rounded down once.
    const interest = paidInWhole((payable * 5n * BigInt(lateDays)) / (100n * 365n));
    payments.push({ due, payable: Number(payable), lateDays, interest: Number(interest) });
  });
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  return {
    statements,
    payments,
    alerts,
    totals: {
      stated: Number(stated),
      paid: sum(payments.map(({ payable }) => payable)),
      interest: sum(payments.map(({ interest }) => interest)),
      limit: Number(limit),
    },
  };
}

interface Seen extends View {
  readonly status: string;
  readonly performance: {
    readonly statements: readonly { gross: number; credit: { amount: number }; amount: number; status: string }[];
    readonly claims: readonly {
      readonly statements: readonly number[];
      readonly payable: number;
      readonly due: { readonly dueAt: string };
      readonly payments: readonly { readonly lateDays: number; readonly interest: number }[];
    }[];
    readonly alerts: readonly { percent: number; limit: number; on: string }[];
    readonly totals: Readonly<Record<string, number>>;
  };
}

describeWithServers('The life of two contracts, from the need to the completion', () => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install();
    await playStory(installed.stage, () => undefined, undefined, LIFE);
  }, WHOLE_LIFE_MS);
  afterAll(() => installed?.stop());

  const seen = async ({ deal }: LifeOf): Promise<Seen> =>
    (await installed.stage.as(deal.buyer.persona).get('contracts', pathOf(installed.stage, deal))) as Seen;

  it.each([
    ['negotiated', NEGOTIATED_LIFE],
    ['by catalog', CATALOG_LIFE],
  ] as const)('§5.6: the %s one comes to the won that the rules make of it', async (_what, life) => {
    const { statements, payments, alerts, totals } = expectedOf(life);
    const { performance, status } = await seen(life);
    expect(status).toBe('COMPLETED');
    expect(
      performance.statements.map(({ gross, credit, amount }) => ({ gross, credit: credit.amount, amount })),
    ).toEqual(statements);
    const claims = performance.claims.toSorted((a, b) => (a.statements[0] ?? 0) - (b.statements[0] ?? 0));
    expect(
      claims.map(({ due: { dueAt }, payable, payments: [payment] }) => ({
        due: dayOf(new Date(Date.parse(dueAt) - 1).toISOString()),
        payable,
        lateDays: payment?.lateDays,
        interest: payment?.interest,
      })),
    ).toEqual(payments);
    expect(performance.alerts.map(({ percent, limit, on }) => ({ percent, limit, on }))).toEqual(alerts);
    expect(performance.totals).toMatchObject({ ...totals, claimed: 0, damages: 0 });
  });

  it('has an outage with its credit, a payment late by ten days, and an alert before the cap is raised', async () => {
    const { performance, incidents } = (await seen(NEGOTIATED_LIFE)) as Seen & {
      readonly incidents: readonly object[];
    };
    expect(incidents).toMatchObject([{ class: 'OUTAGE' }]);
    expect(performance.statements.filter(({ credit }) => credit.amount > 0)).toHaveLength(1);
    const late = performance.claims.flatMap(({ payments }) => payments).filter(({ lateDays }) => lateDays > 0);
    expect(late).toMatchObject([{ lateDays: 10 }]);
    const { alerts } = (await seen(CATALOG_LIFE)).performance;
    expect(alerts.filter(({ on }) => on < CATALOG_LIFE.amended.on).map(({ percent }) => percent)).toEqual([70, 90]);
  });

  it('§5.7: is told of its end thirty days ahead, and gets its data back before it', async () => {
    for (const life of [NEGOTIATED_LIFE, CATALOG_LIFE]) {
      const { endNotice, dataReturned } = (await seen(life)) as Seen & {
        readonly endNotice: { readonly lastDay: string; readonly noticedOn: string };
        readonly dataReturned: { readonly at: string };
      };
      const { until } = life.amended;
      expect(endNotice.lastDay).toBe(until);
      expect((at(until) - at(endNotice.noticedOn)) / DAY_MS).toBeGreaterThanOrEqual(30);
      expect(dayOf(dataReturned.at) <= until).toBe(true);
    }
  });

  it('§11.4: gives back what it did not spend, and counts by its last amendment', async () => {
    for (const life of [NEGOTIATED_LIFE, CATALOG_LIFE]) {
      const { paid } = expectedOf(life).totals;
      const { code, persona } = life.deal.buyer;
      const first = firstYearOf(life);
      // The rest is given back once the budget has heard of the completion.
      await eventually(async () => {
        const spent = await Promise.all(
          [2025, 2026].map((year) =>
            installed.stage.as(persona).get('contracts', `/v1/institutions/${code}/budgets/${year}/GENERAL`),
          ),
        );
        expect(spent).toMatchObject([
          { committed: first, reserved: 0 },
          { committed: paid - first, reserved: 0 },
        ]);
      });
    }
    const amounts = [NEGOTIATED_LIFE, CATALOG_LIFE].map(({ amended }) => Number(amountOf(amended.lines)));
    const amount = amounts.reduce((sum, one) => sum + one, 0);
    await eventually(async () => {
      const statistics = await installed.stage.as(ministry).get('contracts', '/v1/statistics');
      expect(statistics).toMatchObject({ contracts: 2, amount, corrections: { amended: 2 }, unregistered: 0 });
    });
  });

  it('ends with no dead letter and no broken chain, and says what both came to', async () => {
    const { figures } = await figuresOf(installed.api, installed.broker);
    expect(figures).toMatchObject({ selected: 6, activeListings: 6, deadLetters: 0, auditChains: { invalid: 0 } });
    const lives = await completedLives(installed.api);
    expect(lives).toMatchObject(
      [NEGOTIATED_LIFE, CATALOG_LIFE].map((life) => {
        const { totals, statements } = expectedOf(life);
        const { stated, paid, interest } = totals;
        const credit = statements.reduce((sum, one) => sum + one.credit, 0);
        return { completedOn: life.completedOn, stated, credit, paid, interest, settled: paid };
      }),
    );
  });
});
