import { createHash, X509Certificate } from 'node:crypto';
import { sha256 } from '../kernel/canonical-json.js';
import { fromBER, type BaseBlock } from 'asn1js';
import {
  Certificate,
  CertificateChainValidationEngine,
  ContentInfo,
  SignedData,
  type Attribute,
  type CertificateRevocationList,
  type RelativeDistinguishedNames,
  type SignerInfo,
} from 'pkijs';
import type { SignerCertificate } from '../kernel/cms-signature.js';
import { invalid, unavailable, type Refusal } from '../kernel/errors.js';
import type { RefusalCode } from '../kernel/refusal-codes.js';

/** Whom we believe, and which certificates they have taken back. */
export interface Trust {
  readonly anchors: readonly Certificate[];
  readonly revocations: readonly CertificateRevocationList[];
}

/** What a signature that holds says. */
export interface VerifiedCms {
  /** SHA-256 of the bytes that it is over. */
  readonly sha256: string;
  readonly signedAt: Date;
  readonly certificate: SignerCertificate;
}

const ID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  organisation: '2.5.4.97',
  keyUsage: '2.5.29.15',
} as const;
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);
const NAMES: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.6', 'C'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  [ID.organisation, 'organizationIdentifier'],
]);
/** ETSI EN 319 412-1: a register, the country, and the number there: `NTRKR-1234567890`, `GO:KR-1000001`. */
const ORGANISATION = /^(?:NTR|VAT|GO:)KR-([A-Za-z0-9-]{1,40})$/;
const RSA = '1.2.840.113549.1.1.1';
const RSA_BYTES_MIN = 256;
const CERTIFICATES_MAX = 10;
/** digitalSignature and nonRepudiation: the first two bits. */
const SIGNS = 0b1100_0000;

/**
 * Checks a detached CMS signature (RFC 5652) over these bytes: one signer with a signing time, SHA-2, a certificate
 * that holds at both times, a path to an anchor, and a current revocation list for each certificate of it.
 * @param now of the business: what has expired by then no longer signs
 * @throws Refusal 422 CMS_MALFORMED, CMS_OTHER_CONTENT, CMS_INVALID, CMS_CERTIFICATE_EXPIRED, CMS_UNTRUSTED,
 * CMS_CERTIFICATE_REVOKED; 503 CMS_REVOCATION_UNKNOWN
 */
export async function verifyCms(
  cms: Uint8Array,
  { document, trust, now }: { readonly document: Uint8Array; readonly trust: Trust; readonly now: Date },
): Promise<VerifiedCms> {
  const { signed, signer, signedAt } = parsed(cms);
  ensureOver(document, signer);
  const certificate = await signerOf(signed, document);
  ensureSigns(certificate);
  ensureHolds(certificate, signedAt, now);
  await ensureNotRevoked(await pathOf(signed, { certificate, trust, now }), trust, now);
  return { sha256: sha256(document), signedAt, certificate: described(certificate) };
}

function parsed(cms: Uint8Array): { signed: SignedData; signer: SignerInfo; signedAt: Date } {
  const signed = structureOf(cms);
  const { eContent, eContentType } = signed.encapContentInfo;
  if (eContent !== undefined || eContentType !== ID.data)
    throw malformed('it is not detached: the signature alone is sent, without the document');
  const [signer, ...others] = signed.signerInfos;
  if (signer === undefined || others.length > 0) throw malformed('it has one signer, no fewer and no more');
  if (!DIGESTS.has(signer.digestAlgorithm.algorithmId)) throw malformed('its digest is SHA-256, SHA-384 or SHA-512');
  const time = (attributeOf(signer, ID.signingTime)?.values as readonly unknown[] | undefined)?.[0];
  const signedAt = (time as { toDate?: () => Date } | undefined)?.toDate?.();
  if (signedAt === undefined || Number.isNaN(signedAt.getTime())) throw malformed('it states no signing time');
  return { signed, signer, signedAt };
}

function structureOf(cms: Uint8Array): SignedData {
  const signed = read(cms);
  if (signed === undefined) throw malformed('it is not one SignedData in DER, as `openssl cms -outform DER` writes it');
  // Each of them may be tried as the issuer of each other.
  if ((signed.certificates ?? []).length > CERTIFICATES_MAX)
    throw malformed(`it brings ${CERTIFICATES_MAX} certificates at most`);
  return signed;
}

function read(cms: Uint8Array): SignedData | undefined {
  try {
    const { result, offset } = fromBER(copied(cms));
    const { contentType, content } = new ContentInfo({ schema: result });
    if (offset !== cms.length || contentType !== ID.signedData) return undefined;
    return new SignedData({ schema: content as BaseBlock });
  } catch {
    return undefined;
  }
}

/** Told from a signature that does not hold: the signer has taken another file. */
function ensureOver(document: Uint8Array, signer: SignerInfo): void {
  const stated = (attributeOf(signer, ID.messageDigest)?.values as readonly unknown[] | undefined)?.[0];
  const digest = (stated as { valueBlock?: { valueHexView?: Uint8Array } } | undefined)?.valueBlock?.valueHexView;
  if (digest === undefined) throw malformed('it states no digest of what was signed');
  const algorithm = DIGESTS.get(signer.digestAlgorithm.algorithmId) ?? '';
  if (createHash(algorithm).update(document).digest().equals(digest)) return;
  throw refused('CMS_OTHER_CONTENT', 'The signature is over other bytes: download the document and sign that file.');
}

async function signerOf(signed: SignedData, document: Uint8Array): Promise<Certificate> {
  const data = copied(document);
  const result = await signed.verify({ signer: 0, data, checkChain: false, extendedMode: true }).catch(() => undefined);
  if (result?.signatureVerified === true && result.signerCertificate instanceof Certificate)
    return result.signerCertificate;
  throw refused('CMS_INVALID', 'The signature does not hold: it was not made by the key of its certificate.');
}

function ensureSigns({ extensions = [], subjectPublicKeyInfo }: Certificate): void {
  const usage = extensions.find(({ extnID }) => extnID === ID.keyUsage)?.parsedValue as
    { readonly valueBlock?: { readonly valueHexView?: Uint8Array } } | undefined;
  const bits = usage?.valueBlock?.valueHexView?.[0];
  if (bits !== undefined && (bits & SIGNS) === 0) throw malformed('its certificate is for no signatures');
  const isRsa = subjectPublicKeyInfo.algorithm.algorithmId === RSA;
  const keyBytes = subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView.length;
  if (isRsa && keyBytes < RSA_BYTES_MIN) throw malformed('an RSA key has 2048 bits or more');
}

function ensureHolds({ notBefore, notAfter }: Certificate, signedAt: Date, now: Date): void {
  const [from, to] = [notBefore.value, notAfter.value];
  if ([signedAt, now].every((time) => from <= time && time <= to)) return;
  throw refused(
    'CMS_CERTIFICATE_EXPIRED',
    `The certificate holds from ${from.toISOString()} to ${to.toISOString()}: sign with one that holds now.`,
  );
}

interface Chain {
  readonly certificate: Certificate;
  readonly trust: Trust;
  readonly now: Date;
}

/** From the signer to the anchor. */
async function pathOf(signed: SignedData, { certificate, trust, now }: Chain): Promise<readonly Certificate[]> {
  const sent = (signed.certificates ?? []).filter((one) => one instanceof Certificate);
  const engine = new CertificateChainValidationEngine({
    trustedCerts: [...trust.anchors],
    // The one to be checked comes last.
    certs: [...sent.filter((one) => one !== certificate), certificate],
    checkDate: now,
  });
  const { result, certificatePath } = await engine
    .verify()
    .catch(() => ({ result: false, certificatePath: undefined }));
  if (result && certificatePath !== undefined && certificatePath.length > 0) return certificatePath;
  throw refused(
    'CMS_UNTRUSTED',
    `No trust anchor of this service stands behind the certificate of ${described(certificate).issuer}.`,
  );
}

/** A certificate of which nobody can say whether it was taken back is not believed. */
async function ensureNotRevoked(
  path: readonly Certificate[],
  { anchors, revocations }: Trust,
  now: Date,
): Promise<void> {
  for (const [i, certificate] of path.slice(0, -1).entries()) {
    // An anchor that signs itself: who trusts it takes it back by removing it.
    if (anchors.some((anchor) => derOf(anchor).equals(derOf(certificate)))) continue;
    const issuer = path[i + 1];
    const lists = [];
    for (const list of revocations) if (await isOf(list, issuer, now)) lists.push(list);
    if (lists.some((list) => list.isCertificateRevoked(certificate)))
      throw refused('CMS_CERTIFICATE_REVOKED', `Certificate ${described(certificate).serialNumber} was revoked.`);
    if (!lists.some(isWhole)) throw unknownRevocation(certificate);
  }
}

/** Extensions of a list of a part only: what is new since another list, or what one distribution point has. */
const PARTIAL: ReadonlySet<string> = new Set(['2.5.29.27', '2.5.29.28']);

/** A list of a part may say that a certificate was revoked, and never that it was not. */
const isWhole = ({ crlExtensions }: CertificateRevocationList): boolean =>
  (crlExtensions?.extensions ?? []).every(({ extnID }) => !PARTIAL.has(extnID));

async function isOf(list: CertificateRevocationList, issuer: Certificate | undefined, now: Date): Promise<boolean> {
  if (issuer === undefined || !list.issuer.isEqual(issuer.subject)) return false;
  const until = list.nextUpdate?.value;
  if (list.thisUpdate.value > now || (until !== undefined && until < now)) return false;
  return list.verify({ issuerCertificate: issuer }).catch(() => false);
}

function described({ subject, issuer, serialNumber, notBefore, notAfter }: Certificate): SignerCertificate {
  const identifier = attributesOf(subject).find(({ id }) => id === ID.organisation)?.value ?? '';
  const organisation = ORGANISATION.exec(identifier)?.[1];
  return {
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    serialNumber: Buffer.from(serialNumber.valueBlock.valueHexView).toString('hex'),
    notBefore: notBefore.value.toISOString(),
    notAfter: notAfter.value.toISOString(),
    ...(organisation !== undefined && { organisation }),
  };
}

const attributesOf = ({ typesAndValues }: RelativeDistinguishedNames) =>
  typesAndValues.map(({ type, value }) => ({ id: type, value: String(value.valueBlock.value) }));

const nameOf = (name: RelativeDistinguishedNames): string =>
  attributesOf(name)
    .map(({ id, value }) => `${NAMES.get(id) ?? id}=${value}`)
    .join(', ');

const attributeOf = ({ signedAttrs }: SignerInfo, id: string): Attribute | undefined =>
  signedAttrs?.attributes.find(({ type }) => type === id);

/** The certificates that came with a signature, in PEM. */
export function certificatesIn(cms: Uint8Array): string {
  const sent = structureOf(cms).certificates ?? [];
  return sent
    .filter((one) => one instanceof Certificate)
    .map((one) => new X509Certificate(derOf(one)).toString())
    .join('');
}

const derOf = (certificate: Certificate): Buffer => Buffer.from(certificate.toSchema().toBER(false));

/** An ArrayBuffer of its own: a Buffer may be a part of a larger one. */
const copied = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

const POINTER = '/cms';

function refused(code: RefusalCode, detail: string): Refusal {
  return invalid(code, detail, [{ pointer: POINTER, code, detail }]);
}

const malformed = (why: string): Refusal =>
  refused('CMS_MALFORMED', `The signature cannot be read as a detached CMS signature: ${why}.`);

const unknownRevocation = (certificate: Certificate): Refusal =>
  unavailable(
    'CMS_REVOCATION_UNKNOWN',
    `There is no current revocation list of ${described(certificate).issuer}: an operator has to renew it.`,
  );
