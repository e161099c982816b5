import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { Figures } from '../../start/figures.js';
import type { Build } from '../builds.js';

const LIMIT_MS = 300_000;
const MAIN = 'dist/tools/start/main.js';
const WITHOUT_RECORDS = '--without-records';

/**
 * Plays the story of a build with the build's own tool and servers of its own.
 * @returns milliseconds from an event's commit to its effect in the next service, over all services
 * @throws Error with the end of its output when the story does not end as it should
 */
export async function storyPropagation(build: Build): Promise<Figures['propagationMs']> {
  const child = spawn(process.execPath, [MAIN, '--once', '--json', ...(await storyAlone(build))], {
    cwd: build.directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const [out, progress]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => progress.push(text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The story of the ${build.name} build failed:\n${progress.join('').slice(-2_000)}`);
  return (JSON.parse(out.join('')) as Figures).propagationMs;
}

/** An earlier build plays the story alone, and does not know the flag. */
async function storyAlone({ directory }: Build): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, '--help'], { cwd: directory });
  return stdout.includes(WITHOUT_RECORDS) ? [WITHOUT_RECORDS] : [];
}
