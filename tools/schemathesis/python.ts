import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cached, runTool } from '#infrastructure/download-cache.js';

const REQUIREMENTS = path.resolve('tools/schemathesis/requirements.txt');
const INSTALL_MS = 300_000;

/** The directory with the pinned schemathesis, made at the first run of each version. */
export async function schemathesis(log: (line: string) => void): Promise<string> {
  const version = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex')
    .slice(0, 12);
  return cached(`schemathesis-${version}`, async (work) => {
    log('Installing schemathesis (PyPI, once) …');
    // Into a plain directory: a virtual environment knows the path at which it was made.
    const install = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--require-hashes', '--target', work];
    await runTool('python3', [...install, '-r', REQUIREMENTS], { timeoutMs: INSTALL_MS });
  });
}
