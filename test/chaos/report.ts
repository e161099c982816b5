import { SERVICE_NAMES } from '#common/events/define-event.js';
import { CRASH_POINTS } from './ground/crash-point.js';
import type { Trouble } from './faults/troubles.js';
import { holds, type Outcome } from './outcome.js';

type Row = readonly (string | number)[];

const KEPT_FINDINGS = 5;

/** The run as text: counts, crash points, faults, invariants. */
export function report(outcome: Outcome): string {
  return [
    summary(outcome),
    table('Kills (kill -9) at each crash point', ['crash point', ...SERVICE_NAMES], crashPointRows(outcome)),
    table(
      'Recovery after a kill',
      ['service', 'kills', 'ready ms p50', 'p95', 'max', 'drained ms p95', 'max'],
      recoveryRows(outcome),
    ),
    table(
      'Faults',
      ['fault', 'times', 'not done', 'longest silence ms', 'recovered ms p50', 'max'],
      troubleRows(outcome),
    ),
    ...away(outcome),
    table(
      'Invariants',
      ['', 'what holds', '', 'counted'],
      outcome.invariants.map(({ id, title, passed, counts }) => [id, title, passed ? 'PASS' : 'FAIL', counted(counts)]),
    ),
    ...findings(outcome),
    `seed ${outcome.seed}: ${holds(outcome) ? 'PASS' : 'FAIL'}`,
  ].join('\n\n');
}

function summary({ progress, attempts, kills, troubles, quiet, memoryMost, mishaps, impossible }: Outcome): string {
  const { acked, refused, open, committees, rounds, signed, day } = progress;
  const memory = SERVICE_NAMES.map((name) => `${name} ${Math.round(memoryMost[name] / 1024 ** 2)} MiB`).join(', ');
  return [
    `${acked + refused + open} commands in ${(progress.seconds / 60).toFixed(1)} minutes: ${acked} acknowledged, ${refused} refused, ${open} unknown, ${attempts} attempts`,
    `${committees} committee rounds, ${rounds} with all remedies, ${signed} contracts signed, up to ${day}`,
    `${kills.length} kills at crash points, ${troubles.length} other faults`,
    `nothing left under way: ${quiet.isQuiet ? `${Math.round(quiet.tookMs)} ms` : 'NEVER'} after mending`,
    `most memory: ${memory}`,
    ...(mishaps.length > 0 ? [`journeys that ended early: ${mishaps.length}, the first: ${mishaps[0]}`] : []),
    ...impossible.map((why) => `not done here: ${why}`),
  ].join('\n');
}

const crashPointRows = ({ crashPoints }: Outcome): Row[] =>
  CRASH_POINTS.map((point) => [point, ...SERVICE_NAMES.map((service) => crashPoints[`${service} ${point}`] ?? 0)]);

function recoveryRows({ kills }: Outcome): Row[] {
  return SERVICE_NAMES.map((service) => {
    const own = kills.filter((kill) => kill.service === service);
    const ready = own.flatMap(({ readyMs }) => (readyMs === 'left' ? [] : (readyMs ?? Infinity)));
    const drained = own.flatMap(({ drainedMs }) => drainedMs ?? []);
    return [
      service,
      own.length,
      ...[0.5, 0.95, 1].map((q) => rounded(quantile(ready, q))),
      ...[0.95, 1].map((q) => rounded(quantile(drained, q))),
    ];
  });
}

function troubleRows({ troubles }: Outcome): Row[] {
  return [...new Set(troubles.map(({ fault }) => fault))].toSorted().map((name) => {
    const all = troubles.filter(({ fault }) => fault === name);
    const done = all.filter(({ failed }) => failed === undefined);
    const recovered = done.flatMap(({ caughtUpMs }: Trouble) =>
      caughtUpMs === 'not measured' ? [] : (caughtUpMs ?? Infinity),
    );
    const silent = quantile(
      done.map(({ silentMs }) => silentMs),
      1,
    );
    return [
      name,
      done.length,
      all.length - done.length,
      rounded(silent),
      rounded(quantile(recovered, 0.5)),
      rounded(quantile(recovered, 1)),
    ];
  });
}

const away = ({ brokerAway }: Outcome): string[] =>
  brokerAway.map(({ calm, away: gone }) => {
    const { acked, stale, unavailable, failed, lost } = gone.ends;
    const answered = acked + unavailable + failed + lost;
    const share = `${acked} of ${answered} attempts acknowledged (${percent(acked, answered)})`;
    const declined = `${stale} more signatures declined because the copy of the catalog was too old`;
    const latency = `p99 ${gone.p99} ms (calm before: ${calm.p99} ms), p50 ${gone.p50} ms (${calm.p50} ms)`;
    return `Broker away: ${share}, ${declined}; ${latency}, ${Math.round(gone.perSecond)} commands a second (${Math.round(calm.perSecond)})`;
  });

const percent = (part: number, whole: number): string => `${((part / Math.max(whole, 1)) * 100).toFixed(2)} %`;

const findings = ({ invariants }: Outcome): string[] =>
  invariants
    .filter(({ findings: found }) => found.length > 0)
    .map(({ id, findings: found }) => {
      const more = found.length > KEPT_FINDINGS ? [`  … and ${found.length - KEPT_FINDINGS} more`] : [];
      return [`${id}:`, ...found.slice(0, KEPT_FINDINGS).map((line) => `  ${line}`), ...more].join('\n');
    });

const counted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

const rounded = (value: number | undefined): string =>
  value === undefined ? '–' : Number.isFinite(value) ? String(Math.round(value)) : 'NEVER';

function quantile(values: readonly number[], q: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * q) - 1)];
}

/** A Markdown table: readable in a terminal, and ready for a document. */
function table(title: string, head: Row, rows: readonly Row[]): string {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, i) => Math.max(3, ...all.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [first = [], ...rest] = all;
  return [`${title}:`, '', line(first), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}
