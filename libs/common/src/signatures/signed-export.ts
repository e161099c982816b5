import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { certificatesIn } from './verify-cms.js';

/** A paper to be exported; `name` without its extension. */
interface ExportedPaper {
  readonly name: string;
  readonly bytes: Buffer;
  readonly madeAt: Date;
}

/** Of `name`, by whom: `supplier`. `p7s` is base64 of the DER. */
interface ExportedSignature {
  readonly name: string;
  readonly p7s: string;
}

/**
 * A zip of a paper (`contract.pdf`), the signatures over it (`supplier.p7s`, DER) and their certificates
 * (`supplier.pem`): all that `openssl cms -verify -binary -content` needs, but for the anchor.
 */
export async function signedExport(
  { name, bytes, madeAt: mtime }: ExportedPaper,
  signatures: readonly ExportedSignature[],
): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(bytes, `${name}.pdf`, { mtime });
  for (const one of signatures) {
    const p7s = Buffer.from(one.p7s, 'base64');
    zip.addBuffer(p7s, `${one.name}.p7s`, { mtime });
    zip.addBuffer(Buffer.from(certificatesIn(p7s)), `${one.name}.pem`, { mtime });
  }
  zip.end();
  return buffer(zip.outputStream);
}
