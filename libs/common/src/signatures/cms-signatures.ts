import { Injectable } from '@nestjs/common';
import type { CmsSignature } from '../kernel/cms-signature.js';
import { KeptPapers } from '../papers/kept-papers.js';
import { SignatureTrust } from './signature-trust.js';
import { verifyCms } from './verify-cms.js';

/** Checks electronic signatures over papers that the service keeps. */
@Injectable()
export class CmsSignatures {
  constructor(
    private readonly trust: SignatureTrust,
    private readonly papers: KeptPapers,
  ) {}

  /**
   * @param p7s base64 of the DER, as it was sent
   * @throws Refusal as `verifyCms`; 503 CMS_TRUST_UNAVAILABLE
   */
  async over(
    paper: { readonly fileId: string; readonly sha256: string },
    p7s: string,
    now: Date,
  ): Promise<CmsSignature> {
    const trust = this.trust.current();
    const document = await this.papers.whole(paper);
    const verified = await verifyCms(Buffer.from(p7s, 'base64'), { document, trust, now });
    const { sha256, signedAt, certificate } = verified;
    return { p7s, sha256, signedAt: signedAt.toISOString(), certificate };
  }
}
