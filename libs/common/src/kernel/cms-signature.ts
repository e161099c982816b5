import type { Moment } from './clock.js';
import { ensure, invalid, type Refusal } from './errors.js';
import type { RefusalCode } from './refusal-codes.js';

/** Certificate of a signer (전자서명인증서), as far as a reader needs it. */
export interface SignerCertificate {
  /** `CN=…, organizationIdentifier=…` */
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal. */
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Business registration number or institution code; absent where the certificate names none. */
  readonly organisation?: string;
}

/** Electronic signature (전자서명) over a paper: detached CMS, checked against the trust anchors when it came. */
export interface CmsSignature {
  /** In DER, base64. */
  readonly p7s: string;
  /** Of the bytes that it is over. */
  readonly sha256: string;
  /** As its signer states. */
  readonly signedAt: string;
  readonly certificate: SignerCertificate;
}

/** A paper that is signed: its bytes, when they were made, and for which organisation. */
interface SignedPaper {
  readonly sha256: string;
  readonly madeAt: string;
  readonly organisation: string;
}

const MINUTE_MS = 60_000;

/**
 * the signature is over this paper, of this organisation, and made since the paper was, by clocks that agree to
 * within `signatures.clockMinutes`.
 * @throws Refusal 422 CMS_OTHER_CONTENT, CMS_OTHER_ORGANISATION, CMS_TIME_INVALID
 */
export function ensureSignedFor(
  { sha256, signedAt, certificate }: CmsSignature,
  paper: SignedPaper,
  { at, policy }: Pick<Moment, 'at' | 'policy'>,
): void {
  ensure(sha256 === paper.sha256, () =>
    refused(
      'CMS_OTHER_CONTENT',
      'The signature is over another version of the paper: download it again and sign that.',
    ),
  );
  ensure(certificate.organisation === paper.organisation, () =>
    refused(
      'CMS_OTHER_ORGANISATION',
      `The certificate is of ${certificate.organisation ?? 'no organisation'}: sign with one of ${paper.organisation}.`,
    ),
  );
  const tolerance = policy['signatures.clockMinutes'] * MINUTE_MS;
  const time = Date.parse(signedAt);
  ensure(time >= Date.parse(paper.madeAt) - tolerance && time <= at.getTime() + tolerance, () =>
    refused(
      'CMS_TIME_INVALID',
      `The signing time is ${signedAt}, and the paper was made at ${paper.madeAt}: set the clock and sign again.`,
    ),
  );
}

/** the policy asks for electronic signatures. @throws Refusal 422 CMS_REQUIRED */
export function ensureSignedIf(
  asked: 'contracts.signature' | 'review.signature',
  cms: CmsSignature | undefined,
  { policy }: Moment,
): void {
  ensure(cms !== undefined || policy[asked] !== 'CMS', () =>
    refused('CMS_REQUIRED', `Policy ${asked} asks for an electronic signature: send it as cms, base64 of its DER.`),
  );
}

const refused = (code: RefusalCode, detail: string): Refusal =>
  invalid(code, detail, [{ pointer: '/cms', code, detail }]);
