import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where downloaded servers and kept data live: outside the repository, shared by every clone. */
export const cacheDirectory = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'digital-service-contracts');

/**
 * The cached directory `name`; `fill` makes it when it is missing. Two processes may fill it at once: each works in its
 * own directory, the first rename wins, and an incomplete directory is never visible.
 */
export async function cached(name: string, fill: (directory: string) => Promise<void>): Promise<string> {
  const final = join(cacheDirectory(), name);
  if (existsSync(final)) return final;
  await mkdir(cacheDirectory(), { recursive: true });
  const work = await mkdtemp(join(cacheDirectory(), `.${name}-`));
  try {
    await fill(work);
    await rename(work, final).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return final;
}

const run = promisify(execFile);

/** Runs a tool to its end. @throws Error with the last lines of its output */
export async function runTool(
  command: string,
  args: readonly string[],
  options: { cwd?: string; timeoutMs?: number } = {},
): Promise<string> {
  try {
    const { stdout, stderr } = await run(command, [...args], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      timeout: options.timeoutMs ?? 10_000,
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (error) {
    const failure = error as NodeJS.ErrnoException & { stderr?: string; stdout?: string };
    if (failure.code === 'ENOENT') throw new Error(`${command} is not installed`, { cause: error });
    const said = (failure.stderr || failure.stdout || failure.message).trim().split('\n').slice(-4).join(' ');
    throw new Error(`${command} failed: ${said}`, { cause: error });
  }
}
