import type { Type } from '@nestjs/common';
import { KeptPapers } from '../papers/kept-papers.js';
import { Printer } from '../papers/printer.js';
import type { Adapter } from '../service/service-map.js';
import { CmsSignatures } from './cms-signatures.js';
import { SignatureTrust, signatureTrustFrom } from './signature-trust.js';

/** Providers of a service that makes papers and has them signed. */
export const papersAndSignatures: readonly Type[] = [KeptPapers, Printer, CmsSignatures];

/** `SIGNATURE_TRUST_FOLDER` */
export const signatureTrust: Adapter = { port: SignatureTrust, from: signatureTrustFrom };
