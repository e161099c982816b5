import { Type, type Static } from 'typebox';
import type { CmsSignature } from '../kernel/cms-signature.js';
import type { KeptPaper } from '../kernel/kept-paper.js';

const Instant = Type.String({ format: 'date-time' });

/** A paper that a service keeps. `sha256` of the PDF is what a signature is over. */
export const paperFields = {
  template: Type.String(),
  madeAt: Instant,
  sha256: Type.String(),
  bytes: Type.Integer({ minimum: 1 }),
};
const PaperView = Type.Object(paperFields);

export const paperView = ({ template, madeAt, sha256, bytes }: KeptPaper): Static<typeof PaperView> => ({
  template,
  madeAt,
  sha256,
  bytes,
});

/** Of an electronic signature; who signed without one has attested it. */
export const signatureFields = {
  certificate: Type.Optional(
    Type.Object({
      subject: Type.String(),
      issuer: Type.String(),
      serialNumber: Type.String(),
      notBefore: Instant,
      notAfter: Instant,
      organisation: Type.Optional(Type.String()),
    }),
  ),
  /** As the signer states. */
  signedAt: Type.Optional(Instant),
};
const ElectronicView = Type.Object(signatureFields);

/** @param cms absent where none was given, null once it was erased */
export const signatureView = (cms: CmsSignature | null | undefined): Static<typeof ElectronicView> =>
  cms === undefined || cms === null ? {} : { certificate: cms.certificate, signedAt: cms.signedAt };
