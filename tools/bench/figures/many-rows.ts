import { hash } from 'node:crypto';
import { addDays, type Day } from '#common/kernel/day.js';
import { GROUPINGS, type Groupings } from '../../../apps/contracts/src/read-models/statistics/domain/grouping.js';
import type { ContractRow } from '../../../apps/contracts/src/read-models/statistics/domain/figure-rows.js';
import { DATE_BASES, MULTI_YEAR } from '../../../apps/contracts/src/read-models/statistics/domain/placing.js';
import type { StatisticsQuery } from '../../../apps/contracts/src/read-models/statistics/domain/statistics.js';

const FIRST_DAY = '2020-01-01';
const DAYS = 2_190;
const RECORDED = '2026-01-01T00:00:00.000Z';

/** Whole numbers that only seed and place decide. */
class Draw {
  private readonly bytes: Buffer;
  private next = 0;

  constructor(seed: string) {
    this.bytes = hash('sha512', seed, 'buffer');
  }

  below(n: number): number {
    const value = this.bytes.readUInt32LE(this.next);
    this.next += 4;
    return value % n;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}

/** Contracts of six years: every tenth changes, every twentieth ends early, every fiftieth lasts for years. */
export function* manyRows(count: number, seed: number): Generator<ContractRow> {
  for (let i = 0; i < count; i++) yield oneRow(i, new Draw(`${seed}:row:${i}`));
}

function oneRow(i: number, draw: Draw): ContractRow {
  const concludedOn = addDays(FIRST_DAY, draw.below(DAYS));
  const startsOn = addDays(concludedOn, draw.below(30));
  const registeredOn = addDays(concludedOn, draw.below(60));
  const amount = 1_000_000 + draw.below(900_000_000);
  const kind = draw.of(['CLOUD_COMPUTING', 'CLOUD_COMPUTING', 'CLOUD_SUPPORT', 'CONVERGENCE']);
  const later = (days: number): Day => addDays(registeredOn, draw.below(days));
  const fact = (on: Day) => ({ on, recordedAt: RECORDED });
  const year = Number(startsOn.slice(0, 4));
  const isMultiYear = i % 50 === 0;
  return {
    institution: `INST-${draw.below(685)}`,
    institutionType: draw.of(['STATE', 'LOCAL', 'PUBLIC']),
    ministry: draw.of(['과학기술정보통신부', '교육부', '행정안전부', '국토교통부']),
    supplier: String(1_000_000_000 + draw.below(330)),
    method: draw.of(['NEGOTIATED', 'CATALOG']),
    route: draw.of(['SELF', 'CENTRAL']),
    kind,
    subtype: draw.of(['SAAS', 'IAAS', 'PAAS']),
    companySize: draw.of(['LARGE', 'MID_SIZED', 'SMALL_MEDIUM']),
    amount,
    concludedOn,
    startsOn,
    leadTimeBusinessDays: draw.below(30),
    origin: 'NATIVE',
    recordedAt: RECORDED,
    ...(i % 33 !== 0 && { registered: { ...fact(registeredOn), amount } }),
    ...(i % 10 === 1 && { amendments: { '1': { ...fact(later(200)), amount: amount + 1_000_000 } } }),
    ...(i % 20 === 2 && { terminated: { ...fact(later(300)), amount: Math.floor(amount / 3) } }),
    ...(i % 40 === 2 && { settled: { ...fact(addDays(registeredOn, 330)), amount: Math.floor(amount / 4) } }),
    ...(i % 40 === 3 && { rescinded: fact(later(100)) }),
    ...(isMultiYear && {
      firstYear: { fiscalYear: year, amount: Math.floor(amount / 2) },
      years: {
        [year + 1]: { ...fact(`${year + 1}-01-02`), startsOn: `${year + 1}-01-03`, amount: Math.ceil(amount / 2) },
      },
    }),
    useTopics: { '0': { topic: draw.of(['DOCUMENT', 'MAIL', null]), recordedAt: RECORDED } },
  };
}

/** Questions of all kinds: bases, periods, days, groupings by one key and by two. */
export function* manyQueries(count: number, seed: number): Generator<StatisticsQuery> {
  for (let i = 0; i < count; i++) yield oneQuery(new Draw(`${seed}:query:${i}`));
}

/** Distinct ones are as many as institutions: that many groups are lists, and no table. */
const AS_TABLES = GROUPINGS.filter((one) => one !== 'INSTITUTION' && one !== 'SUPPLIER');

function oneQuery(draw: Draw): StatisticsQuery {
  const [a, b] = [draw.below(DAYS), draw.below(DAYS)];
  const month = `${2020 + draw.below(6)}-0${1 + draw.below(9)}-01`;
  const period = draw.of<Pick<StatisticsQuery, 'from' | 'to'>>([
    {},
    { from: addDays(FIRST_DAY, Math.min(a, b)), to: addDays(FIRST_DAY, Math.max(a, b)) },
    { from: month, to: lastOfMonth(month) },
    { from: addDays(FIRST_DAY, a) },
  ]);
  const [one, other] = [draw.of(AS_TABLES), draw.of(AS_TABLES)];
  const groupBy = draw.of<Groupings | undefined>([undefined, [one], one === other ? [one] : [one, other]]);
  return {
    asOf: addDays(FIRST_DAY, 365 + draw.below(DAYS)),
    dateBasis: draw.of(DATE_BASES),
    multiYear: draw.of(MULTI_YEAR),
    leadTimeTarget: 10,
    ...period,
    ...(groupBy !== undefined && { groupBy }),
  };
}

const lastOfMonth = (first: Day): Day => addDays(addDays(first, 32).slice(0, 8) + '01', -1);
