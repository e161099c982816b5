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

/** Whether there is a Python to ask, whose standard library reads CSV, zip and XML. */
export const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;
if (!HAS_PYTHON && process.env['CI'] === 'true')
  throw new Error('There is no python3 on this machine: install its package.');

/** Rows of a CSV file as the reader of Python cuts them into cells. */
export const csvByPython = (csv: Uint8Array): readonly (readonly string[])[] => askPython(READ_CSV, csv) as string[][];

/** A cell of a spreadsheet: its type, the value of a number or day, and the lines that are shown. */
type OutsideCell = readonly [type: string | null, value: string | null, lines: readonly string[]];

interface OutsideSpreadsheet {
  /** Names in the order of the zip; of the first one, whether it is packed, and the bytes of its own field. */
  readonly files: readonly string[];
  readonly first: readonly [packed: boolean, extra: number, content: string];
  readonly formulas: number;
  readonly sheets: readonly (readonly [name: string, rows: readonly (readonly OutsideCell[])[]])[];
}

/** An OpenDocument spreadsheet as the zip and XML readers of Python find it. */
export const odsByPython = (ods: Uint8Array): OutsideSpreadsheet => askPython(READ_ODS, ods) as OutsideSpreadsheet;

const READ_CSV = `
import csv, io, json, sys
text = open(sys.argv[1], 'rb').read().decode('utf-8')
assert text.startswith('\\ufeff') and text.endswith('\\r\\n')
print(json.dumps(list(csv.reader(io.StringIO(text[1:], newline=''), strict=True))))
`;

const READ_ODS = `
import json, sys, zipfile
import xml.etree.ElementTree as tree
O = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
T = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
X = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
def shown(node):
    text = node.text or ''
    for inner in node:
        text += {X + 's': ' ' * int(inner.get(X + 'c', '1')), X + 'tab': '\\t'}[inner.tag] + (inner.tail or '')
    return text
def cell(node):
    value = node.get(O + 'value') or node.get(O + 'date-value')
    return [node.get(O + 'value-type'), value, [shown(line) for line in node.findall(X + 'p')]]
with zipfile.ZipFile(sys.argv[1]) as file:
    assert file.testzip() is None
    first = file.infolist()[0]
    for name in file.namelist()[1:]:
        tree.fromstring(file.read(name))
    root = tree.fromstring(file.read('content.xml'))
    print(json.dumps({
        'files': file.namelist(),
        'first': [first.compress_type != zipfile.ZIP_STORED, len(first.extra), file.read(first).decode()],
        'formulas': sum(1 for node in root.iter() if node.get(T + 'formula') is not None),
        'sheets': [[sheet.get(T + 'name'), [[cell(c) for c in row] for row in sheet.iter(T + 'table-row')]]
                   for sheet in root.iter(T + 'table')],
    }))
`;

function askPython(script: string, content: Uint8Array): unknown {
  return withFiles({ content }, (file) => {
    const { status, stdout, stderr } = spawnSync('python3', ['-c', script, file('content')], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as unknown;
  });
}

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

function withFiles<T>(
  contents: Readonly<Record<string, Uint8Array | string>>,
  ask: (file: (name: string) => string) => T,
): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'outside-'));
  try {
    for (const [name, content] of Object.entries(contents)) writeFileSync(path.join(folder, name), content);
    return ask((name) => path.join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
