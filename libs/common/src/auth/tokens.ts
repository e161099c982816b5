import { hash } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import { LRUCache } from 'lru-cache';
import { ROLES, type Person, type Role } from '../kernel/actor.js';
import { unauthenticated } from '../kernel/errors.js';
import { DEV_AUDIENCE, DEV_ISSUER, devPublicKey } from './dev-key.js';
import { OidcKeys } from './oidc-keys.js';
import { TOKEN_LIFETIME_MAX, type AuthSettings } from './settings.js';
import { ensureAccessToken } from './token-type.js';
import { own } from '../kernel/own.js';

/** Only signatures whose key the issuer alone holds: no shared secret, no `none`. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const TOLERANCE_SECONDS = 30;
const SUBJECT_MAX = 200;

/** Actors of the system and of the operator's tool have these; a history must not show a person as one of them. */
const RESERVED = /^(system|operator):/i;
/** Controls, direction marks and other signs that do not show, halves of characters, separators of lines. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const KNOWN_MAX = 10_000;
const KNOWN_FOR_MS = 300_000;
/** A key that the issuer has taken back counts for this much longer with tokens that held. */
const BELIEVED_FOR_MS = 60_000;

const INVALID_TOKEN = 'Bearer error="invalid_token"';

/** Turns a bearer token into the person it was issued to. Expiry follows the wall clock, never the sandbox's. */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;
  private readonly rolesClaim: string;
  private readonly expected: JWTVerifyOptions;
  private readonly lifetimeMax: number;
  private readonly accessTokensOnly: boolean;
  /** Tokens that held, by their digest. A check of a signature costs more than all else that a small request needs. */
  private readonly known = new LRUCache<string, { readonly person: Person; readonly believedUntil: number }>({
    max: KNOWN_MAX,
    ttl: KNOWN_FOR_MS,
  });

  constructor(settings: AuthSettings) {
    const dev = settings.mode === 'dev';
    const oidc = dev ? undefined : new OidcKeys(settings.issuer);
    this.keys = oidc === undefined ? () => devPublicKey : (header, token) => oidc.keyFor(header, token);
    this.rolesClaim = dev ? 'roles' : settings.rolesClaim;
    this.lifetimeMax = (dev ? undefined : settings.lifetimeMax) ?? TOKEN_LIFETIME_MAX;
    this.accessTokensOnly = !dev && settings.tokenType === 'at+jwt';
    this.expected = {
      issuer: dev ? DEV_ISSUER : settings.issuer,
      audience: dev ? DEV_AUDIENCE : settings.audience,
      algorithms: dev ? ['EdDSA', 'Ed25519'] : ALGORITHMS,
      clockTolerance: TOLERANCE_SECONDS,
      requiredClaims: ['sub', 'exp', 'iat'],
      maxTokenAge: this.lifetimeMax,
    };
  }

  /** @throws HttpRefusal 401 for an invalid token, Refusal 503 when the issuer's keys are not available */
  async verify(token: string): Promise<Person> {
    const digest = digestOf(token);
    const known = this.known.get(digest);
    if (known !== undefined && Date.now() < known.believedUntil) return known.person;
    const { person, expiresAt } = await this.check(token);
    this.known.set(digest, { person, believedUntil: Math.min(expiresAt, Date.now() + BELIEVED_FOR_MS) });
    return person;
  }

  /** Whether the token held in the last five minutes. It may have ended since. */
  knows(token: string): boolean {
    return this.known.has(digestOf(token));
  }

  private async check(token: string): Promise<{ readonly person: Person; readonly expiresAt: number }> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.keys, this.expected);
      ensureAccessToken(protectedHeader, payload, this.accessTokensOnly);
      ensureShortLived(payload, this.lifetimeMax);
      const expiresAt = ((payload.exp ?? 0) + TOLERANCE_SECONDS) * 1_000;
      return { person: personOf(payload, this.rolesClaim), expiresAt };
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw unauthenticated('The token has expired: get a new one.', INVALID_TOKEN);
      if (error instanceof errors.JOSEError) throw unauthenticated('The token does not hold.', INVALID_TOKEN);
      throw error;
    }
  }
}

const digestOf = (token: string): string => hash('sha256', token, 'base64');

/** A token is believed until it ends, so one that ends late is not believed at all. */
function ensureShortLived({ iat = 0, exp = Infinity }: JWTPayload, lifetimeMax: number): void {
  if (exp - iat <= lifetimeMax) return;
  throw unauthenticated(`The token holds for longer than ${lifetimeMax} s: get a shorter one.`, INVALID_TOKEN);
}

function personOf(payload: JWTPayload, rolesClaim: string): Person {
  const { sub } = payload;
  if (typeof sub !== 'string' || sub === '' || sub.length > SUBJECT_MAX) {
    throw unauthenticated('The token names nobody.', INVALID_TOKEN);
  }
  if (RESERVED.test(sub) || UNSEEN.test(sub))
    throw unauthenticated('The token names nobody that a person can be called.', INVALID_TOKEN);
  const org = organisationOf(payload['org']);
  return { kind: 'person', sub, ...(org !== undefined && { org }), roles: rolesOf(claimAt(payload, rolesClaim)) };
}

/** A claim whose very name has dots (`https://…/roles`) wins over a path. */
function claimAt(payload: JWTPayload, path: string): unknown {
  if (Object.hasOwn(payload, path)) return own(payload, path);
  return path.split('.').reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null ? own(at as Record<string, unknown>, key) : undefined;
  }, payload);
}

/** Roles of other systems of the same issuer are dropped. */
function rolesOf(claim: unknown): readonly Role[] {
  const names: readonly unknown[] = Array.isArray(claim)
    ? claim
    : typeof claim === 'string'
      ? claim.split(/[\s,]+/)
      : [];
  return ROLES.filter((role) => names.includes(role));
}

/** Business registration number as ten digits, or an institution code as it is. */
function organisationOf(claim: unknown): string | undefined {
  if (typeof claim !== 'string' || claim.trim() === '') return undefined;
  const org = claim.trim();
  return /^\d{3}-\d{2}-\d{5}$/.test(org) ? org.replaceAll('-', '') : org;
}
