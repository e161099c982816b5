import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Certificate, CertificateRevocationList } from 'pkijs';
import { unavailable } from '../kernel/errors.js';
import { own } from '../kernel/own.js';
import { SettingWrong, type Environment } from '../kernel/setting.js';
import type { Trust } from './verify-cms.js';

const FOLDER = 'SIGNATURE_TRUST_FOLDER';
/** Authorities publish their lists daily: within an hour a copy that an operator has put there is read. */
const READ_EVERY_MS = 3_600_000;

/** The trust anchors of signatures and the revocation lists, from files that operators keep current. */
export abstract class SignatureTrust {
  /** @throws Refusal 503 CMS_TRUST_UNAVAILABLE where none are configured or the files cannot be read */
  abstract current(): Trust;
}

/** `*.crt`, `*.cer` and `*.pem` are anchors, `*.crl` are lists; PEM or DER. Nothing is ever fetched. */
export class TrustFolder extends SignatureTrust {
  private read: { readonly at: number; readonly trust: Trust } | undefined;

  /** @throws Error naming the file that cannot be read */
  constructor(
    private readonly folder: string,
    private readonly clock: () => number = () => performance.now(),
  ) {
    super();
    this.load();
  }

  override current(): Trust {
    if (this.read !== undefined && this.clock() - this.read.at < READ_EVERY_MS) return this.read.trust;
    try {
      return this.load();
    } catch (error) {
      // Lists that cannot be renewed may hide a revocation.
      throw unavailable('CMS_TRUST_UNAVAILABLE', `The trust anchors cannot be read: ${String(error)}.`);
    }
  }

  private load(): Trust {
    const anchors: Certificate[] = [];
    const revocations: CertificateRevocationList[] = [];
    for (const name of readdirSync(this.folder).sort()) {
      const file = path.join(this.folder, name);
      if (/\.(crt|cer|pem)$/.test(name)) anchors.push(certificateIn(file));
      else if (name.endsWith('.crl')) revocations.push(listIn(file));
    }
    if (anchors.length === 0) throw new Error(`${this.folder} has no trust anchor, *.crt, *.cer or *.pem`);
    const trust = { anchors, revocations };
    this.read = { at: this.clock(), trust };
    return trust;
  }
}

/** No folder is configured: a signature is refused, whatever it is. */
export class NoTrust extends SignatureTrust {
  override current(): Trust {
    throw unavailable('CMS_TRUST_UNAVAILABLE', `This service has no trust anchors: an operator sets ${FOLDER}.`);
  }
}

/** @throws SettingWrong */
export function signatureTrustFrom(env: Environment): SignatureTrust {
  const folder = own(env, FOLDER);
  if (folder === undefined || folder === '') return new NoTrust();
  try {
    return new TrustFolder(folder);
  } catch (error) {
    throw new SettingWrong(FOLDER, folder, error instanceof Error ? `${error.message}.` : String(error));
  }
}

function certificateIn(file: string): Certificate {
  try {
    return Certificate.fromBER(new Uint8Array(new X509Certificate(readFileSync(file)).raw));
  } catch (error) {
    throw new Error(`${file} is no certificate in PEM or DER`, { cause: error });
  }
}

function listIn(file: string): CertificateRevocationList {
  const bytes = readFileSync(file);
  const pem = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/.exec(bytes.toString('latin1'))?.[1];
  try {
    return CertificateRevocationList.fromBER(new Uint8Array(pem === undefined ? bytes : Buffer.from(pem, 'base64')));
  } catch (error) {
    throw new Error(`${file} is no revocation list in PEM or DER`, { cause: error });
  }
}
