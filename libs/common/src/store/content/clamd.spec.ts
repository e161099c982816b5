import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClamdDouble } from '#testing/clamd-double.js';
import { eventually } from '#testing/eventually.js';
import { Clamd, scannerOf } from './clamd.js';
import { NoScanner, type Verdict, type VirusScanner } from './virus-scanner.js';

const DOCUMENT = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(500_000, 'x')]);

async function scanned(
  scanner: VirusScanner,
  chunks = [DOCUMENT.subarray(0, 70_000), DOCUMENT.subarray(70_000)],
): Promise<Verdict> {
  const scan = scanner.begin();
  for (const chunk of chunks) await scan.write(chunk);
  return scan.verdict();
}

describe('A scan by the daemon of ClamAV', () => {
  let clamd: ClamdDouble;
  let scanner: Clamd;

  beforeEach(async () => {
    clamd = await ClamdDouble.start();
    scanner = new Clamd({ host: '127.0.0.1', port: clamd.port }, 300);
  });
  afterEach(() => clamd.stop());

  const isAway = { kind: 'unavailable', code: 'SCANNER_UNAVAILABLE' };

  it('sends the document whole and takes the verdict', async () => {
    expect(await scanned(scanner)).toEqual({ clean: true });
    expect(clamd.documents[0]?.equals(DOCUMENT)).toBe(true);
    clamd.behaviour = { answers: 'stream: Eicar-Test-Signature FOUND' };
    expect(await scanned(scanner)).toEqual({ clean: false, signature: 'Eicar-Test-Signature' });
    await eventually(() => Promise.resolve(expect(clamd.open).toBe(0)));
  });

  it('goes through a socket of this machine as well', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'clamd-')), 'clamd.sock');
    const local = await ClamdDouble.start(path);
    expect(await scanned(scannerOf({ CLAMD_URL: `unix://${path}` }))).toEqual({ clean: true });
    await local.stop();
  });

  it('fails in bounded time when the scanner is silent, closes early, is full, or speaks nonsense', async () => {
    for (const behaviour of [
      'is silent',
      'closes early',
      { answers: 'INSTREAM size limit exceeded. ERROR' },
      { answers: 'x'.repeat(5_000) },
      { answers: 'stream: OK FOUND ERROR' },
    ] as const) {
      clamd.behaviour = behaviour;
      await expect(scanned(scanner)).rejects.toMatchObject(isAway);
      await eventually(() => Promise.resolve(expect(clamd.open).toBe(0)));
    }
  });

  it('fails when no scanner listens', async () => {
    const { port } = clamd;
    await clamd.stop();
    await expect(scanned(new Clamd({ host: '127.0.0.1', port }, 300))).rejects.toMatchObject(isAway);
    clamd = await ClamdDouble.start();
  });

  it('ends its connection when the document is given up', async () => {
    const scan = scanner.begin();
    await scan.write(DOCUMENT);
    await eventually(() => Promise.resolve(expect(clamd.open).toBe(1)));
    scan.abandon();
    await eventually(() => Promise.resolve(expect(clamd.open).toBe(0)));
  });
});

describe('CLAMD_URL', () => {
  it('is off unless it is set', async () => {
    expect(scannerOf({})).toBeInstanceOf(NoScanner);
    expect(await scanned(scannerOf({ CLAMD_URL: '' }))).toEqual({ clean: true });
  });

  it.each([
    'http://clamd:3310',
    'tcp://',
    'tcp://clamd:3310/x',
    'unix://host/path',
    'unix:///',
    'clamd',
    'tcp://a:99999',
  ])('refuses %s', (CLAMD_URL) => {
    expect(() => scannerOf({ CLAMD_URL })).toThrow(/CLAMD_URL=.*: tcp:/);
  });

  it.each(['tcp://clamd', 'tcp://[::1]:3310', 'unix:///run/clamd.sock'])('takes %s', (CLAMD_URL) => {
    expect(scannerOf({ CLAMD_URL })).toBeInstanceOf(Clamd);
  });
});
