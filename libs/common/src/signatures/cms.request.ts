import { Matching } from '../http/validation/fields.js';

/** The field `cms` of a command that takes a signature. @param over what is signed: `the contract document` */
export const Cms = (over: string): PropertyDecorator =>
  // 48 KiB: a signature with three certificates has six.
  Matching(/^[A-Za-z0-9+/]{4,65536}={0,2}$/, 'base64, of 48 KiB at most', {
    optional: true,
    description: `Detached CMS signature over the bytes of ${over}, base64 of its DER (R-47)`,
  });

/** What a command that takes a signature can be refused with. */
export const CMS_REFUSALS = [
  'CMS_REQUIRED',
  'CMS_MALFORMED',
  'CMS_OTHER_CONTENT',
  'CMS_INVALID',
  'CMS_CERTIFICATE_EXPIRED',
  'CMS_CERTIFICATE_REVOKED',
  'CMS_UNTRUSTED',
  'CMS_OTHER_ORGANISATION',
  'CMS_TIME_INVALID',
  'CMS_REVOCATION_UNKNOWN',
  'CMS_TRUST_UNAVAILABLE',
] as const;
