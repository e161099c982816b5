import 'reflect-metadata';
import { chaosOptions, UsageError, USAGE, type ChaosOptions } from './options.js';
import { holds } from './outcome.js';
import { report } from './report.js';
import { runChaos } from './run.js';

async function run(options: ChaosOptions): Promise<number> {
  const begun = Date.now();
  const log = (line: string): void => {
    const seconds = ((Date.now() - begun) / 1_000).toFixed(1).padStart(7);
    (options.json ? process.stderr : process.stdout).write(`${seconds} s  ${line}\n`);
  };
  const enough = new AbortController();
  process.once('SIGINT', () => {
    log('stopping the faults: mending, and checking what was done so far; Ctrl-C again ends at once');
    enough.abort();
  });
  const outcome = await runChaos(options, log, enough.signal);
  console[options.json ? 'error' : 'log'](`\n${report(outcome)}`);
  if (options.json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
  return holds(outcome) ? 0 : 1;
}

async function main(): Promise<number> {
  const options = chaosOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
    return 0;
  }
  return run(options);
}

let code = 1;
try {
  code = await main();
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    code = 2;
  } else {
    console.error(error);
  }
}
process.exit(code);
