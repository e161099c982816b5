import { Matching } from '#common/http/validation/fields.js';

export class SignContractRequest {
  // 48 KiB: a signature with three certificates has six.
  @Matching(/^[A-Za-z0-9+/]{4,65536}={0,2}$/, 'base64, of 48 KiB at most', {
    optional: true,
    description: 'Detached CMS signature over the bytes of the contract document, base64 of its DER (R-47)',
  })
  readonly cms?: string;
}
