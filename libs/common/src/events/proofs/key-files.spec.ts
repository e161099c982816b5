import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventKeysFile } from './event-keys-file.js';
import { FixedEventKeys, newEventKey } from './event-keys.js';
import { KeyFiles } from './key-files.js';

describe('The files of event keys', () => {
  let directory: string;
  let files: KeyFiles;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'event-keys-'));
    files = new KeyFiles(directory);
  });
  afterEach(() => rm(directory, { recursive: true }));

  const keysOf = async (service: string) => (await files.list()).find((keys) => keys.service === service)!;
  const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

  it('S2: are made once, the private ones for their owner alone', async () => {
    expect(await files.make()).toEqual(['intake', 'review', 'catalog', 'contracts']);
    const before = await readFile(files.publicFile, 'utf8');
    expect(await files.make()).toEqual([]);
    expect(await readFile(files.publicFile, 'utf8')).toBe(before);
    expect(before).not.toContain('"d"');
    expect(await modeOf(files.signingFile('review'))).toBe(0o600);
    const { signing, next, believed } = await keysOf('review');
    expect({ next, believed }).toEqual({ next: undefined, believed: [signing] });
  });

  it('S2: hold two believed keys during a rotation, and keep the old public one after it', async () => {
    await files.make();
    const old = (await keysOf('review')).signing;
    const next = await files.prepare('review');
    expect(await keysOf('review')).toMatchObject({ signing: old, next, believed: [old, next] });
    await expect(files.prepare('review')).rejects.toThrow('waits to be switched to already');
    expect(await files.switch('review')).toBe(next);
    expect(await keysOf('review')).toMatchObject({ signing: next, next: undefined, believed: [old, next] });
    await expect(files.switch('review')).rejects.toThrow('rotate first');
    expect(await modeOf(files.signingFile('review'))).toBe(0o600);
  });

  it('S2: are read again for a key that was not known, and twice a second at most', async () => {
    await files.make();
    let now = 0;
    const reader = await EventKeysFile.open(files.publicFile, { now: () => now });
    const kid = await files.prepare('review');
    expect(await reader.find('review', kid)).toBeUndefined();
    now += 600;
    expect(await reader.find('review', kid)).toBeDefined();
    expect(await reader.find('intake', kid)).toBeUndefined();
  });

  it('S2: are read again within seconds when a key was taken out', async () => {
    await files.make();
    let now = 0;
    const reader = await EventKeysFile.open(files.publicFile, { now: () => now });
    const { signing } = await keysOf('review');
    const others = JSON.parse(await readFile(files.publicFile, 'utf8')) as object;
    await writeFile(files.publicFile, JSON.stringify({ ...others, review: { keys: [] } }));
    now += 5_000;
    expect(await reader.find('review', signing!)).toBeUndefined();
  });

  it('S2: that can no longer be used leave the keys as they were, and say so', async () => {
    await files.make();
    let now = 0;
    const wrong: unknown[] = [];
    const reader = await EventKeysFile.open(files.publicFile, {
      now: () => now,
      onWrong: (error) => wrong.push(error),
    });
    const { signing } = await keysOf('review');
    await writeFile(files.publicFile, '{"review":');
    await utimes(files.publicFile, new Date(), new Date());
    now += 5_000;
    expect(await reader.find('review', signing!)).toBeDefined();
    expect(wrong.map(String)).toEqual([expect.stringContaining('is not JSON')]);
  });

  it('S2: are refused when a private key is in the public file, or a key is not what it says', async () => {
    const key = await newEventKey();
    const { d: _, ...open } = key;
    const refuse = async (contents: unknown, why: string) => expect(FixedEventKeys.from(contents)).rejects.toThrow(why);
    await refuse({ review: { keys: [key] } }, 'is private: this file is public');
    await refuse({ review: { keys: [{ ...open, kid: 'mine' }] } }, 'must have its RFC 7638 thumbprint');
    await refuse({ review: { keys: [{ ...open, crv: 'X25519' }] } }, 'is not a JWK of an Ed25519 key');
    await refuse({ review: { keys: [open] }, intake: { keys: [open] } }, 'is listed for review and for intake');
    await refuse({ archive: { keys: [open] } }, 'archive is none of intake');
    await refuse({ review: [open] }, 'must be a JSON object');
    await refuse([], 'the file must be a JSON object');
  });
});
