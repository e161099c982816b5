import 'reflect-metadata';
import { runCommand } from '../../tools/command-line.js';
import { chaosOptions, USAGE, type ChaosOptions } from './options.js';
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

await runCommand({ usage: USAGE, options: chaosOptions, run });
