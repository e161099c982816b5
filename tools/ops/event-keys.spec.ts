import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SERVICE_NAMES } from '#common/events/define-event.js';
import { KeyFiles } from '#common/events/proofs/key-files.js';
import { serviceEventKeys } from '#common/service/event-key-settings.js';
import { eventKeys } from './event-keys.js';

interface Shown {
  readonly services: readonly { service: string; signing?: string; next?: string; believed: readonly string[] }[];
}

describe('npm run ops -- event-keys', () => {
  let directory: string;
  beforeEach(async () => (directory = await mkdtemp(path.join(tmpdir(), 'event-keys-'))));
  afterEach(() => rm(directory, { recursive: true }));

  /** What it prints. */
  async function run(...args: readonly string[]): Promise<string> {
    const { log } = console;
    const lines: string[] = [];
    console.log = (line: string) => void lines.push(line);
    try {
      expect(await eventKeys.run([...args, '--dir', directory])).toBe(0);
    } finally {
      console.log = log;
    }
    return lines.join('\n');
  }
  const shown = async () => (JSON.parse(await run('show', '--json')) as Shown).services;
  const review = async () => (await shown()).find(({ service }) => service === 'review')!;

  it('S2: makes what is missing, and nothing in a dry run', async () => {
    expect(await run('make', '--dry-run')).toContain('would make');
    expect(await readdir(directory)).toEqual([]);
    expect(JSON.parse(await run('make', 'review', '--json'))).toEqual({ dryRun: false, made: ['review'] });
    expect((await readdir(directory)).sort()).toEqual(['event-keys.json', 'review.signing-key.json']);
    await run('make');
    expect(await run('make')).toBe('every key is there');
    expect((await shown()).every(({ signing, believed }) => signing === believed[0])).toBe(true);
  });

  it('S2: rotates in two steps, and never shows a private key', async () => {
    await run('make');
    const old = (await review()).signing!;
    const rotated = await run('rotate', 'review');
    const { next, believed } = await review();
    expect(believed).toEqual([old, next]);
    expect(rotated).toContain(`next key of review: ${next}`);
    await run('switch', 'review', '--dry-run');
    expect((await review()).signing).toBe(old);
    const switched = await run('switch', 'review');
    expect(await review()).toMatchObject({ signing: next, believed: [old, next] });
    const { d } = JSON.parse(await readFile(path.join(directory, 'review.signing-key.json'), 'utf8')) as { d: string };
    for (const text of [rotated, switched, await run('show'), await run('show', '--json')])
      expect(text).not.toContain(d);
  });

  it('S2: goes on with the keys that deploy/make-secrets made, and services start with them', async () => {
    await copyFile('deploy/make-secrets', path.join(directory, 'make-secrets'));
    await promisify(execFile)('bash', [path.join(directory, 'make-secrets')]);
    directory = path.join(directory, 'secrets');
    const files = new KeyFiles(directory);
    for (const service of SERVICE_NAMES) {
      const env = { SIGNING_KEY_FILE: files.signingFile(service), EVENT_KEYS_FILE: files.publicFile };
      expect((await serviceEventKeys(env, service)).signing.service).toBe(service);
    }
    expect(await run('make')).toBe('every key is there');
    await run('rotate', 'review');
    await run('switch', 'review');
    expect((await review()).believed).toHaveLength(2);
  });

  it.each([
    [[], 'event-keys make | rotate | switch | show'],
    [['constructor'], 'event-keys make | rotate | switch | show'],
    [['make', 'mars'], 'mars is none of intake, review, catalog, contracts'],
    [['rotate'], 'Name one of intake'],
    [['rotate', 'review', 'intake'], 'Name one of intake'],
    [['switch', 'review'], 'review has no next key'],
  ])('refuses %j', async (args, why) => {
    await expect(run(...args)).rejects.toThrow(why);
  });
});
