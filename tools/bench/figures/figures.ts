import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import mongoose from 'mongoose';
import { resolveInfrastructure } from '#infrastructure/infrastructure.js';
import { KeptFigures } from '../../../apps/contracts/src/read-models/statistics/domain/kept-figures.js';
import {
  dateOf,
  isRegistered,
  isRescinded,
} from '../../../apps/contracts/src/read-models/statistics/domain/placing.js';
import type { ContractRow } from '../../../apps/contracts/src/read-models/statistics/domain/figure-rows.js';
import type { StatisticsQuery } from '../../../apps/contracts/src/read-models/statistics/domain/statistics.js';
import { manyQueries, manyRows } from './many-rows.js';
import { recount, toldBy } from './recount.js';
import { median, pairedRatio, shuffled } from '../statistics.js';

const [FEW, MANY] = [1_000, 100_000];
const QUERIES = 200;
/** Each question is asked this often at a time, which takes some ten milliseconds. */
const TIMES = 20;
/** Pairs of few and many in a round: what else the machine does falls on both alike. */
const PAIRS = 15;
/** Rounds before the first that counts. Node compiles what it runs often in several steps. */
const WARMING = 8;

/** The tables that are published (§6.1), and the total. */
const PUBLISHED = [undefined, ['METHOD'], ['TYPE'], ['INSTITUTION_TYPE'], ['COMPANY_SIZE']] as const;

/** Any day and any period, by one of the tables. */
function asPublished({ groupBy: _, ...query }: StatisticsQuery, i: number): StatisticsQuery {
  const groupBy = PUBLISHED[i % PUBLISHED.length];
  return { ...query, ...(groupBy !== undefined && { groupBy }) };
}

/** bounds of issue 17. */
const BOUNDS = { ratio: 1.2, timesLess: 100, othersMs: 300 };

export interface FiguresResult {
  readonly contracts: readonly [few: number, many: number];
  readonly queries: number;
  /** Questions on which statistics and recount differ. */
  readonly different: readonly StatisticsQuery[];
  /** CPU of counts and amounts, µs for each question. */
  readonly countsUs: { readonly few: number; readonly many: number; readonly ratio: number };
  /** CPU of one pass over the same rows that adds up what a question asks, µs. */
  readonly scanUs: number;
  readonly timesLess: number;
  /** Distinct counts, medians and percentiles, ms for each question, nothing kept from an earlier one. */
  readonly othersMs: { readonly median: number; readonly most: number };
  readonly holds: boolean;
}

const cpuUs = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

const kept = (rows: readonly ContractRow[]): KeptFigures => {
  const held = new KeptFigures();
  for (const [i, row] of rows.entries()) held.put(String(i), row);
  return held;
};

/** What a question costs that looks at every contract, and does no more than it must. */
function scan(rows: readonly ContractRow[], { asOf, dateBasis, from = '', to = '9999' }: StatisticsQuery): number {
  let [contracts, amount] = [0, 0n];
  for (const row of rows) {
    const date = dateOf(row, dateBasis);
    if (date < from || date > to || date > asOf || !isRegistered(row, asOf) || isRescinded(row, asOf)) continue;
    contracts++;
    amount += BigInt(row.amount);
  }
  return contracts + Number(amount);
}

export async function figures(
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
  log: (line: string) => void,
): Promise<FiguresResult> {
  const queries = [...manyQueries(QUERIES, seed)];
  const rows = [...manyRows(MANY, seed)];
  const many = kept(rows);
  log(`${MANY} contracts are kept, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`);
  const measured = measure(rows, many, queries, { rounds, seed }, log);
  const different = await differencesOf(rows, many, queries, log);
  const { countsUs, timesLess, othersMs } = measured;
  const holds =
    different.length === 0 &&
    countsUs.ratio <= BOUNDS.ratio &&
    timesLess >= BOUNDS.timesLess &&
    othersMs.most <= BOUNDS.othersMs;
  return { contracts: [FEW, MANY], queries: QUERIES, different, ...measured, holds };
}

/** CPU and time of the questions, of few contracts and of many. */
function measure(
  rows: readonly ContractRow[],
  many: KeptFigures,
  queries: readonly StatisticsQuery[],
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
  log: (line: string) => void,
): Pick<FiguresResult, 'countsUs' | 'scanUs' | 'timesLess' | 'othersMs'> {
  const few = kept(rows.slice(0, FEW));
  const published = queries.map((query, i) => asPublished(query, i));
  const ask = (held: KeptFigures) => () => {
    for (let time = 0; time < TIMES; time++) for (const query of published) held.counts(query);
  };
  // Sums are made when they are asked for first, and code is compiled.
  for (let round = 0; round < WARMING; round++) {
    ask(few)();
    ask(many)();
  }
  log(`all sums are made, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`);
  const us: Record<'few' | 'many', number[]> = { few: [], many: [] };
  for (let round = 1; round <= rounds * PAIRS; round++) {
    for (const size of shuffled(['few', 'many'] as const, `${seed}:${round}`))
      us[size].push(cpuUs(ask(size === 'few' ? few : many)) / (TIMES * QUERIES));
  }
  const scanUs = cpuUs(() => published.forEach((query) => scan(rows, query))) / QUERIES;
  const others = queries.map((query) => {
    const begun = performance.now();
    many.spread(query);
    return performance.now() - begun;
  });
  const countsUs = { few: median(us.few), many: median(us.many), ratio: pairedRatio(us.few, us.many).median };
  const othersMs = { median: median(others), most: Math.max(...others) };
  return { countsUs, scanUs, timesLess: scanUs / countsUs.many, othersMs };
}

async function differencesOf(
  rows: readonly ContractRow[],
  held: KeptFigures,
  queries: readonly StatisticsQuery[],
  log: (line: string) => void,
): Promise<readonly StatisticsQuery[]> {
  const infrastructure = await resolveInfrastructure({ log: () => undefined });
  const connection = await mongoose
    .createConnection(infrastructure.mongoUrl, { dbName: `bench-${randomUUID()}` })
    .asPromise();
  try {
    const stored = connection.collection<ContractRow>('rows') as unknown as mongoose.mongo.Collection<ContractRow>;
    await stored.insertMany(rows as ContractRow[]);
    const different: StatisticsQuery[] = [];
    for (const [i, query] of queries.entries()) {
      if (!isDeepStrictEqual(toldBy(held.statistics([], query)), await recount(stored, query))) different.push(query);
      if ((i + 1) % 50 === 0) log(`${i + 1} of ${queries.length} questions recounted, ${different.length} differ`);
    }
    return different;
  } finally {
    await connection.dropDatabase();
    await connection.close();
    await infrastructure.stop();
  }
}
