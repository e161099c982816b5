import { createServer, type Server } from 'node:http';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { CaseAccessGranted } from '#common/events/definitions/case-access-granted.js';
import { developmentSigningKey } from '#common/events/proofs/event-keys.js';
import { PROOF_HEADER } from '#common/events/proofs/proof-text.js';
import { RecordSigner } from '#common/events/proofs/record-signer.js';
import { sampleRecord } from '../../tools/gen/asyncapi.js';

const run = promisify(execFile);

/** Where `jose` is found by its name, and no tool looks. */
const DIRECTORY = path.resolve('node_modules/.cache/record-proof');

describe('The reader of proofs in docs/interfaces.md', () => {
  let server: Server;
  let file: string;
  beforeAll(async () => {
    const keys = JSON.stringify({ keys: [(await developmentSigningKey('review')).publicKey] });
    server = createServer((request, response) => {
      const isKeys = request.url === '/.well-known/event-keys.json';
      response.writeHead(isKeys ? 200 : 404, { 'content-type': 'application/json' }).end(isKeys ? keys : '{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const [, code = ''] =
      /```js\n(import \{ createHash \}[^]*?)```/.exec(await readFile('docs/interfaces.md', 'utf8')) ?? [];
    await mkdir(DIRECTORY, { recursive: true });
    file = path.join(DIRECTORY, `${process.pid}.mjs`);
    await writeFile(file, code);
  });
  afterAll(async () => {
    await rm(file, { force: true });
    server.close();
  });

  /** Runs it in a process of its own, on the records as `kafkajs` would give them. @returns what it says of each */
  async function verdicts(records: readonly object[]): Promise<string[]> {
    const program = `
      const { keysOf, prove } = await import(${JSON.stringify(pathToFileURL(file).href)});
      const keys = keysOf('http://127.0.0.1:${(server.address() as AddressInfo).port}');
      const bytes = (text) => (text === null ? null : Buffer.from(text));
      for (const { topic, key, value, headers } of JSON.parse(process.argv[1])) {
        const buffers = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, bytes(text)]));
        const record = { key: bytes(key), value: bytes(value), headers: buffers };
        console.log(await prove(topic, record, keys).then(() => 'proven', (error) => error.code ?? error.message));
      }`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(records)]);
    return stdout.trim().split('\n');
  }

  it('S2: believes every record of a batch as its service sent it, and none that was changed or moved', async () => {
    const signer = new RecordSigner(await developmentSigningKey('review'));
    const subjects = Array.from({ length: 5 }, (_, i) => ({ ...sampleRecord(CaseAccessGranted), key: `case-${i}` }));
    const proven = await signer.sign(subjects);
    const [first] = proven as [(typeof proven)[number]];
    const stranger = await new RecordSigner(await developmentSigningKey('intake')).sign([first]);
    const foreign = stranger.map(({ headers }) => ({ ...first, headers }));
    const changed = [
      ...Object.keys(first.headers)
        .filter((name) => name !== PROOF_HEADER)
        .map((name) => ({
          ...first,
          headers: { ...first.headers, [name]: 'another' },
        })),
      { ...first, topic: 'review.cases' },
      { ...first, key: 'case-1' },
      { ...first, value: first.value.replace('"', ' "') },
    ];
    expect(await verdicts([...proven, ...foreign, ...changed])).toEqual([
      ...proven.map(() => 'proven'),
      ...foreign.map(() => 'ERR_JWKS_NO_MATCHING_KEY'),
      ...changed.map(() => 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'),
    ]);
  });
});
