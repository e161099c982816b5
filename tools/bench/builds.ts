import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cached, runTool } from '#infrastructure/download-cache.js';
import type { ServiceName } from '#common/events/define-event.js';

/** A build of the four services, in a directory of its own. */
export interface Build {
  readonly name: 'base' | 'present';
  readonly directory: string;
}

export const PRESENT: Build = { name: 'present', directory: path.resolve('.') };

/** The file that runs a service of a build. */
export const bundleOf = (build: Build, service: ServiceName): string =>
  path.join(build.directory, 'dist/services', `${service}.cjs`);

/** Whether a service of a build listens for operators on a port of its own; an earlier one has one port for all. */
export const hasOperationsPort = async (build: Build): Promise<boolean> =>
  (await readFile(bundleOf(build, 'intake'), 'utf8')).includes('OPS_PORT');

const MINUTES_MS = 60_000;

/**
 * An earlier commit of this repository, installed and built; kept with the downloaded servers.
 * @throws Error when the commit is not in this clone, or does not build
 */
export async function baseBuild(commit: string, log: (line: string) => void): Promise<Build> {
  const full = (await runTool('git', ['rev-parse', '--verify', `${commit}^{commit}`])).trim();
  const directory = await cached(`bench-${full}`, async (work) => {
    log(`Building ${full.slice(0, 8)}, once …`);
    await runTool('git', ['clone', '--quiet', '--no-checkout', path.resolve('.'), work], { timeoutMs: 2 * MINUTES_MS });
    await runTool('git', ['checkout', '--quiet', full], { cwd: work, timeoutMs: 2 * MINUTES_MS });
    await runTool('npm', ['ci', '--no-audit', '--no-fund'], { cwd: work, timeoutMs: 10 * MINUTES_MS });
    await runTool('npm', ['run', 'build'], { cwd: work, timeoutMs: 10 * MINUTES_MS });
  });
  return { name: 'base', directory };
}
