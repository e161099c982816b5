import { crc32, deflateRawSync } from 'node:zlib';
import type { DocumentType } from '#common/kernel/document-types.js';

export interface ZipEntry {
  readonly name: string;
  readonly content: string | Buffer;
  /** Not compressed. */
  readonly stored?: true;
  /** What it claims to inflate to, in bytes; the truth unless given. */
  readonly claims?: number;
}

/** A zip file as any writer makes it: entries, then the directory. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored, claims } of entries) {
    const bytes = Buffer.from(content);
    const data = stored ? bytes : deflateRawSync(bytes);
    const file = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(claims ?? bytes.length, 18);
    common.writeUInt16LE(file.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, file, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, rest, file]));
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  Buffer.from('504b0506', 'hex').copy(end);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listed, end]);
}

const SECTOR = 512;
const END = 0xfffffffe;
const FREE = 0xffffffff;

/** A compound file of one small stream: header, allocation table, directory, mini stream. */
export function compoundFileOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(SECTOR);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(4_096, 56);
  for (const at of [60, 68]) header.writeUInt32LE(END, at);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(SECTOR, 0xff);
  [0xfffffffd, END, END].forEach((value, n) => table.writeUInt32LE(value, n * 4));
  const directory = Buffer.concat([
    directoryEntry('Root Entry', 5, 2, SECTOR),
    directoryEntry(name, 2, 0, content.length),
    Buffer.alloc(SECTOR - 256),
  ]);
  const mini = Buffer.alloc(SECTOR);
  content.copy(mini);
  return Buffer.concat([header, table, directory, mini]);
}

function directoryEntry(name: string, kind: number, start: number, bytes: number): Buffer {
  const entry = Buffer.alloc(128);
  entry.write(name, 'utf16le');
  entry.writeUInt16LE((name.length + 1) * 2, 64);
  entry.writeUInt8(kind, 66);
  for (const at of [68, 72, 76]) entry.writeUInt32LE(FREE, at);
  entry.writeUInt32LE(start, 116);
  entry.writeUInt32LE(bytes, 120);
  return entry;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument.';

/** @param main content type of its main part */
export const officeOf = (main: string, more: readonly ZipEntry[] = []): Buffer =>
  zipOf([
    {
      name: '[Content_Types].xml',
      content: `<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="${main}"/></Types>`,
    },
    { name: 'main.xml', content: '<main/>' },
    ...more,
  ]);

const withMimetype = (mimetype: string): Buffer =>
  zipOf([
    { name: 'mimetype', content: mimetype, stored: true },
    { name: 'content.xml', content: '<office/>' },
  ]);

const HWP_HEADER = Buffer.alloc(256);
HWP_HEADER.write('HWP Document File');

const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010806000000' +
    '1f15c4890000000d49444154789c6360f8cfc000000301010018dd8db00000000049454e44ae426082',
  'hex',
);

/** The smallest document of each type. */
export const SAMPLES: Readonly<Record<DocumentType, Buffer>> = {
  'application/pdf': Buffer.from('%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n'),
  'application/x-hwp': compoundFileOf('FileHeader', HWP_HEADER),
  'application/hwp+zip': withMimetype('application/hwp+zip'),
  'application/vnd.oasis.opendocument.text': withMimetype('application/vnd.oasis.opendocument.text'),
  'application/vnd.oasis.opendocument.spreadsheet': withMimetype('application/vnd.oasis.opendocument.spreadsheet'),
  'application/vnd.oasis.opendocument.presentation': withMimetype('application/vnd.oasis.opendocument.presentation'),
  [`${OFFICE}wordprocessingml.document`]: officeOf(`${OFFICE}wordprocessingml.document.main+xml`),
  [`${OFFICE}spreadsheetml.sheet`]: officeOf(`${OFFICE}spreadsheetml.sheet.main+xml`),
  [`${OFFICE}presentationml.presentation`]: officeOf(`${OFFICE}presentationml.presentation.main+xml`),
  'image/jpeg': Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  'image/png': PNG,
  'image/tiff': Buffer.from('49492a000800000000000000', 'hex'),
} as Readonly<Record<DocumentType, Buffer>>;
