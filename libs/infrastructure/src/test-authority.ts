import { createHash, randomInt, webcrypto, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  BitString,
  Boolean as Asn1Boolean,
  Integer,
  ObjectIdentifier,
  OctetString,
  Sequence,
  UTCTime,
  Utf8String,
} from 'asn1js';
import {
  AttributeTypeAndValue,
  Attribute,
  Certificate,
  CertificateRevocationList,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  Extensions,
  IssuerAndSerialNumber,
  RevokedCertificate,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  Time,
} from 'pkijs';

const SIGNATURE = 0b1100_0000;
const AUTHORITY = 0b0000_0110;

/** From the first to the last instant of a certificate or a list. */
export interface Validity {
  readonly from: Date;
  readonly to: Date;
}

interface Subject extends Validity {
  readonly name: string;
  /** `NTRKR-1234567890`; none without. */
  readonly organisation?: string;
  /** First byte of the key usage. */
  readonly usage?: number;
}

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const newKeys = () => webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);

/** Names of the files in a folder of trust anchors. */
const ANCHOR = 'ca.pem';
const REVOCATIONS = 'ca.crl';

/** An authority for tests and demonstrations (시험 인증기관): nobody else trusts it. */
export class TestAuthority {
  private constructor(
    readonly certificate: Certificate,
    private readonly key: webcrypto.CryptoKey,
  ) {}

  static async create(name: string, validity: Validity): Promise<TestAuthority> {
    const { publicKey, privateKey } = await newKeys();
    const subject = { name, ...validity, usage: AUTHORITY };
    const certificate = await certified(subject, publicKey, { key: privateKey, isAuthority: true });
    return new TestAuthority(certificate, privateKey);
  }

  /** As it was saved. */
  static async saved(folder: string, keyFile: string): Promise<TestAuthority> {
    const { raw } = new X509Certificate(await readFile(path.join(folder, ANCHOR)));
    const pkcs8 = Buffer.from(await readFile(keyFile, 'utf8'), 'base64');
    const key = await webcrypto.subtle.importKey('pkcs8', pkcs8, ECDSA, false, ['sign']);
    return new TestAuthority(Certificate.fromBER(new Uint8Array(raw)), key);
  }

  /**
   * Its certificate and a revocation list go into the folder, which services trust. The key is in a file of its own,
   * PKCS#8 in base64.
   */
  async save(folder: string, keyFile: string, validity: Validity): Promise<void> {
    await writeFile(path.join(folder, ANCHOR), asPem(this.certificate));
    await writeFile(path.join(folder, REVOCATIONS), asPem(await this.revocationList(validity)));
    const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', this.key));
    await writeFile(keyFile, pkcs8.toString('base64'), { mode: 0o600 });
  }

  async issue(subject: Subject): Promise<TestSigner> {
    const { publicKey, privateKey } = await newKeys();
    const certificate = await certified(subject, publicKey, { key: this.key, by: this.certificate });
    return new TestSigner(certificate, privateKey);
  }

  /** Of the certificates that it has taken back. */
  async revocationList(
    { from, to }: Validity,
    revoked: readonly TestSigner[] = [],
    partial?: 'of one distribution point',
  ): Promise<CertificateRevocationList> {
    const list = new CertificateRevocationList();
    list.version = 1;
    list.issuer = this.certificate.subject;
    list.thisUpdate = new Time({ type: 0, value: from });
    list.nextUpdate = new Time({ type: 0, value: to });
    if (revoked.length > 0)
      list.revokedCertificates = revoked.map(
        ({ certificate }) =>
          new RevokedCertificate({
            userCertificate: certificate.serialNumber,
            revocationDate: new Time({ type: 0, value: from }),
          }),
      );
    if (partial !== undefined) {
      const extnValue = new Sequence({ value: [] }).toBER();
      const ofOnePoint = new Extension({ extnID: '2.5.29.28', critical: true, extnValue });
      list.crlExtensions = new Extensions({ extensions: [ofOnePoint] });
    }
    await list.sign(this.key, 'SHA-256');
    return list;
  }
}

/** A person with a key and a certificate. */
export class TestSigner {
  constructor(
    readonly certificate: Certificate,
    private readonly key: webcrypto.CryptoKey,
  ) {}

  /** A CMS signature in DER, detached unless said otherwise. */
  async sign(document: Uint8Array, signedAt: Date | undefined, attached = false): Promise<Buffer> {
    const data = new Uint8Array(document).buffer;
    const content = attached ? { eContent: new OctetString({ valueHex: data }) } : {};
    const signed = new SignedData({
      version: 1,
      encapContentInfo: new EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.7.1', ...content }),
      signerInfos: [
        new SignerInfo({
          version: 1,
          sid: new IssuerAndSerialNumber({
            issuer: this.certificate.issuer,
            serialNumber: this.certificate.serialNumber,
          }),
        }),
      ],
      certificates: [this.certificate],
    });
    const [signer] = signed.signerInfos;
    if (signer === undefined) throw new Error('There is no signer.');
    signer.signedAttrs = new SignedAndUnsignedAttributes({
      type: 0,
      attributes: [
        new Attribute({
          type: '1.2.840.113549.1.9.3',
          values: [new ObjectIdentifier({ value: '1.2.840.113549.1.7.1' })],
        }),
        new Attribute({
          type: '1.2.840.113549.1.9.4',
          values: [
            new OctetString({ valueHex: new Uint8Array(createHash('sha256').update(document).digest()).buffer }),
          ],
        }),
        ...(signedAt === undefined
          ? []
          : [new Attribute({ type: '1.2.840.113549.1.9.5', values: [new UTCTime({ valueDate: signedAt })] })]),
      ],
    });
    await signed.sign(this.key, 0, 'SHA-256', data);
    const info = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
    return Buffer.from(info.toSchema().toBER(false));
  }
}

/** `-----BEGIN CERTIFICATE-----` … */
export const asPem = (one: Certificate | CertificateRevocationList): string => {
  const label = one instanceof Certificate ? 'CERTIFICATE' : 'X509 CRL';
  const lines =
    Buffer.from(one.toSchema(true).toBER(false))
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
};

interface Issuing {
  readonly key: webcrypto.CryptoKey;
  /** Signed by itself without. */
  readonly by?: Certificate;
  readonly isAuthority?: boolean;
}

async function certified(
  { name, organisation, from, to, usage = SIGNATURE }: Subject,
  publicKey: webcrypto.CryptoKey,
  { key, by, isAuthority = false }: Issuing,
): Promise<Certificate> {
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ value: randomInt(1, 2 ** 31) });
  const named = (type: string, value: string) => new AttributeTypeAndValue({ type, value: new Utf8String({ value }) });
  certificate.subject.typesAndValues.push(named('2.5.4.3', name));
  if (organisation !== undefined) certificate.subject.typesAndValues.push(named('2.5.4.97', organisation));
  certificate.issuer = by?.subject ?? certificate.subject;
  certificate.notBefore = new Time({ type: 0, value: from });
  certificate.notAfter = new Time({ type: 0, value: to });
  const usages = new BitString({ valueHex: new Uint8Array([usage]).buffer, unusedBits: 1 });
  const constraints = new Sequence({ value: isAuthority ? [new Asn1Boolean({ value: true })] : [] });
  certificate.extensions = [
    new Extension({ extnID: '2.5.29.19', critical: true, extnValue: constraints.toBER(false) }),
    new Extension({ extnID: '2.5.29.15', critical: true, extnValue: usages.toBER(false) }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(key, 'SHA-256');
  return certificate;
}
