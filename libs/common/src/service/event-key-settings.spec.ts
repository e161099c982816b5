import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KeyFiles } from '../events/proofs/key-files.js';
import { knownEventKeys, serviceEventKeys } from './event-key-settings.js';

describe('The settings of event keys', () => {
  let directory: string;
  let files: KeyFiles;
  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'event-keys-'));
    files = new KeyFiles(directory);
    await files.make();
  });
  afterAll(() => rm(directory, { recursive: true }));

  const environment = (more: Record<string, string> = {}) => ({
    SIGNING_KEY_FILE: files.signingFile('review'),
    EVENT_KEYS_FILE: files.publicFile,
    ...more,
  });
  const whyNot = (env: Record<string, string>) =>
    serviceEventKeys(env, 'review').then(
      () => 'it starts',
      (error: Error) => error.message,
    );

  it('S2: name a private key, and the public ones it is among', async () => {
    const { signing, known } = await serviceEventKeys(environment(), 'review');
    expect(await known.find('review', signing.kid)).toBeDefined();
    expect(known.of('review').keys.map(({ kid }) => kid)).toEqual([signing.kid]);
  });

  it('S2: are needed outside development, and in development once one of them is there', async () => {
    expect(await whyNot({})).toContain('SIGNING_KEY_FILE=(not set): the file with the private key of review');
    expect(await whyNot({ SIGNING_KEY_FILE: files.signingFile('review') })).toContain('EVENT_KEYS_FILE=(not set)');
    expect(await whyNot({ AUTH: 'dev' })).toBe('it starts');
    expect(await whyNot({ AUTH: 'dev', EVENT_KEYS_FILE: files.publicFile })).toContain('SIGNING_KEY_FILE=(not set)');
    expect(await whyNot({ AUTH: 'dev', SIGNING_KEY_FILE: files.signingFile('review') })).toContain('EVENT_KEYS_FILE=');
    await expect(knownEventKeys({})).rejects.toThrow('EVENT_KEYS_FILE=(not set)');
  });

  it('S2: stop the start when a reader would not believe the key', async () => {
    expect(await whyNot(environment({ SIGNING_KEY_FILE: files.signingFile('intake') }))).toContain(
      'is not among those of review in EVENT_KEYS_FILE',
    );
  });

  it('S2: stop the start for a file that cannot be used, without showing what is in it', async () => {
    const nothing = path.join(directory, 'nothing.json');
    expect(await whyNot(environment({ SIGNING_KEY_FILE: nothing }))).toBe(
      `SIGNING_KEY_FILE=${nothing}: the file cannot be read (ENOENT).`,
    );
    const broken = path.join(directory, 'broken.json');
    const key = await readFile(files.signingFile('review'), 'utf8');
    await writeFile(broken, key.slice(0, -4));
    expect(await whyNot(environment({ SIGNING_KEY_FILE: broken }))).toBe(`SIGNING_KEY_FILE=${broken}: is not JSON.`);
    await writeFile(broken, JSON.stringify({ ...(JSON.parse(key) as object), d: 'A'.repeat(43) }));
    expect(await whyNot(environment({ SIGNING_KEY_FILE: broken }))).toContain('belongs to another key');
    expect(await whyNot(environment({ SIGNING_KEY_FILE: files.publicFile }))).toContain('is not a JWK');
  });
});
