import { createRemoteJWKSet, errors, type CryptoKey, type FlattenedJWSInput, type JWTHeaderParameters } from 'jose';
import { unavailable } from '../kernel/errors.js';

const TIMEOUT_MS = 3_000;
/** After a failure the issuer is not asked again for this long (ms). */
const PAUSE_MS = 1_000;
const KEYS_MAX_AGE_MS = 600_000;

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
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  const { issuer: named, jwks_uri: uri } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (named !== issuer || typeof uri !== 'string') throw new Error(`${address} is not the configuration of ${issuer}.`);
  return createRemoteJWKSet(new URL(uri), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: 10_000,
    cacheMaxAge: KEYS_MAX_AGE_MS,
  });
}

/** A token without a fitting key is invalid; every other error here is the issuer's. */
const isAway = (error: unknown): boolean =>
  !(error instanceof errors.JWKSNoMatchingKey) &&
  !(error instanceof errors.JWKSMultipleMatchingKeys) &&
  !(error instanceof errors.JOSENotSupported);
