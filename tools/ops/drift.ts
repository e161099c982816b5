import { rename, writeFile } from 'node:fs/promises';
import type mongoose from 'mongoose';
import type { ServiceName } from '#common/events/define-event.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import type { OpenStores } from './drift/check.js';
import { checksOf, findDrift, type CheckResult } from './drift/look.js';
import { withStore } from './stores.js';

const SETTLE_SECONDS = 5;
const SHOWN = 20;

export const drift: OpsCommand = {
  usage: `  drift [--settle SECONDS] [--metrics FILE]
                    compares every copy of data with its source, in all four stores. Prints what differs in two
                    looks ${SETTLE_SECONDS} s apart while the copy did not change. Exit code 1 when anything does
                    --metrics: also writes the result in Prometheus' text format`,

  async run(args) {
    const { values } = readArgs(args, { settle: { type: 'string' }, metrics: { type: 'string' } });
    const settle = Number(values.settle ?? SETTLE_SECONDS);
    if (!(settle >= 0)) throw new WrongUsage('--settle takes a number of seconds');
    const results = await withStores((stores) => findDrift(checksOf(SERVICES), stores, settle));
    const total = results.reduce((sum, { differences }) => sum + differences.length, 0);
    if (values.metrics !== undefined) await writeMetrics(values.metrics, results);
    console.log(values.json ? JSON.stringify({ differences: total, checks: results }) : inWords(results, total));
    return total === 0 ? 0 : 1;
  },
};

async function withStores<T>(work: (stores: OpenStores) => Promise<T>): Promise<T> {
  const open = (rest: readonly ServiceName[], stores: Partial<Record<ServiceName, mongoose.mongo.Db>>): Promise<T> => {
    const [service, ...others] = rest;
    if (service === undefined) return work(stores as OpenStores);
    return withStore(service, (db) => open(others, { ...stores, [service]: db }));
  };
  return open(
    SERVICES.map(({ service }) => service),
    {},
  );
}

function inWords(results: readonly CheckResult[], total: number): string {
  const lines = results.flatMap(({ check, source, copy, rows, differences }) => [
    `${differences.length === 0 ? 'ok   ' : 'DRIFT'} ${check.padEnd(28)} ${rows} rows: ${copy} against ${source}`,
    ...differences
      .slice(0, SHOWN)
      .map(({ id, kind, fields }) => `        ${kind} ${id} ${fields.join(', ')}`.trimEnd()),
    ...(differences.length > SHOWN ? [`        and ${differences.length - SHOWN} more`] : []),
  ]);
  return [...lines, total === 0 ? 'no drift' : `${total} differences`].join('\n');
}

/** Replaces the file in one step, because a collector may read it at any moment. */
async function writeMetrics(file: string, results: readonly CheckResult[]): Promise<void> {
  const series = (name: string, help: string, value: (result: CheckResult) => number): string =>
    [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} gauge`,
      ...results.map((result) => `${name}{check="${result.check}"} ${value(result)}`),
    ].join('\n');
  const text = [
    series(
      'drift_differences',
      'Rows of a copy that differ from their source',
      ({ differences }) => differences.length,
    ),
    series('drift_rows', 'Rows of the source that were compared', ({ rows }) => rows),
    '# HELP drift_last_run_timestamp_seconds When the copies were compared last',
    '# TYPE drift_last_run_timestamp_seconds gauge',
    `drift_last_run_timestamp_seconds ${Math.floor(Date.now() / 1_000)}`,
  ].join('\n');
  await writeFile(`${file}.new`, `${text}\n`);
  await rename(`${file}.new`, file);
}
