import { sign, verify } from 'node:crypto';
import type { ServiceName } from '../define-event.js';
import { canonicalJson } from '../../kernel/canonical-json.js';
import { ALGORITHM, type EventKeys, type SigningKey } from './event-keys.js';

/** In the protected header: neither a proof of records nor anything else that the key signs passes for it. */
export const ANCHOR_TYPE = 'audit-anchor';

interface Signed {
  readonly signature?: string | undefined;
}

const payloadOf = (service: ServiceName, { signature: _, ...anchor }: Signed): string =>
  Buffer.from(canonicalJson({ service, ...anchor })).toString('base64url');

/** Compact JWS over canonical JSON of the service and one part of an anchor, without that payload: `head..signature` */
export function signAnchor(key: SigningKey, anchor: object): string {
  const head = Buffer.from(JSON.stringify({ alg: ALGORITHM, kid: key.kid, typ: ANCHOR_TYPE })).toString('base64url');
  const signed = Buffer.from(`${head}.${payloadOf(key.service, anchor)}`);
  return `${head}..${sign(null, signed, key.privateKey).toString('base64url')}`;
}

/** @returns what is wrong with the signature, in words; undefined when it holds */
export async function whyNotSigned(keys: EventKeys, service: ServiceName, anchor: Signed): Promise<string | undefined> {
  if (anchor.signature === undefined) return 'has no signature';
  const [head = '', payload, signature = ''] = anchor.signature.split('.');
  const { kid, typ, alg } = headerOf(head);
  if (payload !== '' || typ !== ANCHOR_TYPE || alg !== ALGORITHM || typeof kid !== 'string')
    return 'has a signature of something else';
  const key = await keys.find(service, kid);
  if (key === undefined) return `is signed with key ${kid}, which is none of ${service}`;
  const signed = Buffer.from(`${head}.${payloadOf(service, anchor)}`);
  return verify(null, signed, key, Buffer.from(signature, 'base64url')) ? undefined : 'is not what was signed';
}

function headerOf(head: string): { readonly kid?: unknown; readonly typ?: unknown; readonly alg?: unknown } {
  try {
    return (JSON.parse(Buffer.from(head, 'base64url').toString()) ?? {}) as object;
  } catch {
    return {};
  }
}
