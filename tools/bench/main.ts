import { runCommand } from '../command-line.js';
import { figures, type FiguresResult } from './figures/figures.js';
import { flood, type FloodResult } from './flood/flood.js';
import { benchOptions, USAGE, type BenchOptions } from './options.js';
import { short, type Compared } from './short/short.js';

const shown = ({ figure }: Compared, value: number): string =>
  (figure === 'residentBytes' ? value / 2 ** 20 : value).toFixed(1).padStart(9);

function table(lines: readonly Compared[]): string {
  const head = `${'figure'.padEnd(42)}     base   present   ratio  [least … most]   bound`;
  const rows = lines.map((line) => {
    const { label, base, present, ratio, bound, holds } = line;
    const range = `[${ratio.least.toFixed(2)} … ${ratio.most.toFixed(2)}]`.padEnd(15);
    const verdict = holds ? 'holds' : 'MISSED';
    return `${label.padEnd(42)}${shown(line, base)} ${shown(line, present)}  ${ratio.median.toFixed(2).padStart(6)}  ${range}  ${bound}  ${verdict}`;
  });
  return [head, ...rows].join('\n');
}

const floodTable = (phases: readonly FloodResult[]): string =>
  phases
    .map(({ phase, calmCommandP99Ms, liveP99Ms, commandP99Ms, statuses, holds }) =>
      [
        `flood, ${phase}: ${holds ? 'holds' : 'MISSED'}`,
        `  /health/live, p99        ${liveP99Ms.toFixed(1).padStart(8)} ms, at most 100`,
        `  a normal command, p99    ${commandP99Ms.toFixed(1).padStart(8)} ms, at most ${(2 * calmCommandP99Ms + 20).toFixed(1)}`,
        `  answers to the flood     ${JSON.stringify(statuses)}`,
      ].join('\n'),
    )
    .join('\n');

const figuresText = ({
  contracts,
  queries,
  different,
  countsUs,
  scanUs,
  timesLess,
  othersMs,
  holds,
}: FiguresResult): string =>
  [
    `figures of ${contracts[1]} contracts: ${holds ? 'hold' : 'MISSED'}`,
    `  questions that differ    ${different.length} of ${queries}`,
    `  counts and amounts       ${countsUs.many.toFixed(1)} µs, of ${contracts[0]} contracts ${countsUs.few.toFixed(1)} µs: ratio ${countsUs.ratio.toFixed(2)}, at most 1.2`,
    `  a pass over all rows     ${scanUs.toFixed(0)} µs: ${timesLess.toFixed(0)} times as much, at least 100`,
    `  the others               ${othersMs.median.toFixed(1)} ms, ${othersMs.most.toFixed(1)} ms at most; 300 allowed`,
  ].join('\n');

async function run(options: BenchOptions): Promise<number> {
  const begun = Date.now();
  const log = (line: string): void => {
    process.stderr.write(`${((Date.now() - begun) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);
  };
  if (options.dimension === 'flood') {
    const phases = await flood(options.seconds, log);
    say(options, { phases }, floodTable(phases));
    return phases.every(({ holds }) => holds) ? 0 : 1;
  }
  if (options.dimension === 'figures') {
    const result = await figures(options, log);
    say(options, result, figuresText(result));
    return result.holds ? 0 : 1;
  }
  const compared = await short(options, log);
  say(options, { compared }, table(compared));
  return compared.every(({ holds }) => holds) ? 0 : 1;
}

function say(options: BenchOptions, result: object, text: string): void {
  if (options.json) process.stdout.write(`${JSON.stringify({ ...options, ...result })}\n`);
  else console.log(text);
}

await runCommand({ usage: USAGE, options: benchOptions, run });
