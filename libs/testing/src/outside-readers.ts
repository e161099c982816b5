import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** What a program of others says of a file: its exit code, and all that it wrote. */
interface Verdict {
  readonly code: number | null;
  readonly said: string;
}

/** A document, a detached signature over it, and whom its reader trusts. */
interface SignedFile {
  readonly document: Uint8Array;
  /** CMS in DER. */
  readonly p7s: Uint8Array;
  /** PEM: anchors, and the revocation lists of all authorities. */
  readonly trusted: string;
  /** The time for which certificates and lists are asked. */
  readonly at: Date;
}

/** Asks openssl whether the signature holds, and whether its certificate was revoked. */
export const opensslVerdict = ({ document, p7s, trusted, at }: SignedFile): Verdict =>
  withFiles({ document, p7s, trusted }, (file) =>
    verdictOf(
      'openssl',
      `cms -verify -binary -purpose any -inform DER -in ${file('p7s')} -content ${file('document')} -crl_check_all
      -CAfile ${file('trusted')} -attime ${Math.floor(at.getTime() / 1_000)} -out ${file('out')}`,
    ),
  );

/** Asks qpdf whether it finds an error in the structure or in a stream of the PDF. */
export const qpdfVerdict = (pdf: Uint8Array): Verdict =>
  withFiles({ pdf }, (file) => verdictOf('qpdf', `--check ${file('pdf')}`));

/** Whether there is a qpdf to ask. A test without it is skipped; with CI=true it fails. */
export const HAS_QPDF = spawnSync('qpdf', ['--version']).status === 0;
if (!HAS_QPDF && process.env['CI'] === 'true')
  throw new Error('There is no qpdf on this machine: install its package.');

/** The files of a zip in their order. */
export async function unzipped(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const opened = await yauzl.fromBufferPromise(zip);
  for await (const entry of opened.eachEntry()) {
    files.set(entry.fileName, await buffer(await opened.openReadStreamPromise(entry)));
  }
  return files;
}

/** @param words separated by blanks */
function verdictOf(command: string, words: string): Verdict {
  const { status, stdout, stderr, error } = spawnSync(command, words.split(/\s+/), { encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { code: status, said: stdout + stderr };
}

function withFiles(
  contents: Readonly<Record<string, Uint8Array | string>>,
  ask: (file: (name: string) => string) => Verdict,
): Verdict {
  const folder = mkdtempSync(path.join(tmpdir(), 'outside-'));
  try {
    for (const [name, content] of Object.entries(contents)) writeFileSync(path.join(folder, name), content);
    return ask((name) => path.join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
