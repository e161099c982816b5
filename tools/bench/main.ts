import { benchOptions, UsageError, USAGE, type BenchOptions } from './options.js';
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

async function run(options: BenchOptions): Promise<number> {
  const begun = Date.now();
  const log = (line: string): void => {
    process.stderr.write(`${((Date.now() - begun) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);
  };
  const compared = await short(options, log);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...options, compared })}\n`);
  else console.log(table(compared));
  return compared.every(({ holds }) => holds) ? 0 : 1;
}

let code = 1;
try {
  const options = benchOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
    code = 0;
  } else {
    code = await run(options);
  }
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    code = 2;
  } else {
    console.error(error);
  }
}
process.exit(code);
