import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type CryptoKey,
  type FlattenedJWSInput,
  type JWTHeaderParameters,
} from 'jose';
import { unavailable } from '../kernel/errors.js';
import { isSecureAddress } from '../kernel/secure-address.js';

const TIMEOUT_MS = 3_000;
/** After a failure the issuer is not asked again for this long (ms). */
const PAUSE_MS = 1_000;
const KEYS_MAX_AGE_MS = 600_000;
/** Longest configuration or key set of an issuer. Those of large issuers are a tenth of it. */
const ANSWER_MAX_BYTES = 256 * 1024;

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** The signing keys of an OpenID issuer, found by discovery on first use and cached. */
export class OidcKeys {
  private keys: Promise<Keys> | undefined;
  private awayUntil = 0;

  constructor(private readonly issuer: string) {}

  /** @throws Refusal 503 when the issuer does not answer in time */
  async keyFor(header: JWTHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    const keys = await this.discovered();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!isAway(error)) throw error;
      throw this.away();
    }
  }

  private async discovered(): Promise<Keys> {
    if (this.keys === undefined && performance.now() < this.awayUntil) throw this.away();
    this.keys ??= discover(this.issuer);
    try {
      return await this.keys;
    } catch {
      this.keys = undefined;
      this.awayUntil = performance.now() + PAUSE_MS;
      throw this.away();
    }
  }

  private away(): Error {
    return unavailable(
      'ISSUER_UNAVAILABLE',
      'The keys that tokens are checked with cannot be had at the moment: try again.',
    );
  }
}

async function discover(issuer: string): Promise<Keys> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetchBounded(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  const { issuer: named, jwks_uri: uri } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (named !== issuer || typeof uri !== 'string') throw new Error(`${address} is not the configuration of ${issuer}.`);
  return createRemoteJWKSet(keysAddress(uri, issuer), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: 10_000,
    cacheMaxAge: KEYS_MAX_AGE_MS,
    [customFetch]: fetchBounded,
  });
}

/** Keys come with https from wherever the issuer says, else from the issuer's own host on this machine. */
function keysAddress(uri: string, issuer: string): URL {
  const [address, from] = [new URL(uri), new URL(issuer)];
  const isOwn = address.protocol === from.protocol && address.hostname === from.hostname;
  if (isSecureAddress(address) && (address.protocol === 'https:' || isOwn)) return address;
  throw new Error(`${issuer} names ${uri} for its keys: it must have https.`);
}

/** Follows no redirect and gives up on an answer that is too long, before all of it has come. */
async function fetchBounded(address: string, init: RequestInit): Promise<Response> {
  const response = await fetch(address, { ...init, redirect: 'error' });
  const parts: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early also ends the connection.
  for await (const part of response.body ?? []) {
    length += part.byteLength;
    if (length > ANSWER_MAX_BYTES) throw new Error(`${address} answered with more than ${ANSWER_MAX_BYTES} bytes.`);
    parts.push(part);
  }
  return new Response(Buffer.concat(parts), { status: response.status, headers: response.headers });
}

/** A token without a fitting key is invalid; every other error here is the issuer's. */
const isAway = (error: unknown): boolean =>
  !(error instanceof errors.JWKSNoMatchingKey) &&
  !(error instanceof errors.JWKSMultipleMatchingKeys) &&
  !(error instanceof errors.JOSENotSupported);
