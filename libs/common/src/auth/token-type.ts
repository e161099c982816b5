import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { unauthenticated } from '../kernel/errors.js';

/** Media type without its prefix, which RFC 7515 lets a header leave out. */
const typeOf = ({ typ }: JWTHeaderParameters): string | undefined => typ?.toLowerCase().replace(/^application\//, '');

/** Claims that only an ID token has (OpenID Connect Core 1.0, sections 2 and 3.3.2.11). */
const OF_ID_TOKENS = ['nonce', 'at_hash', 'c_hash'];

/**
 * Refuses tokens that were not made to open an API: ID tokens, refresh and logout tokens. An ID token has the client as
 * its audience, so it passes for an access token where a client and this service have the same name.
 * @param accessTokensOnly only what says by RFC 9068 that it is an access token
 */
export function ensureAccessToken(header: JWTHeaderParameters, payload: JWTPayload, accessTokensOnly: boolean): void {
  const type = typeOf(header);
  if (type === 'at+jwt') return;
  if (accessTokensOnly || (type !== undefined && type !== 'jwt') || isIdToken(payload))
    throw unauthenticated('The token is no access token.', 'Bearer error="invalid_token"');
}

/** Some issuers say in a claim `typ` what a token is: Keycloak `Bearer`, `ID`, `Refresh`, `Offline`. */
function isIdToken(payload: JWTPayload): boolean {
  const { typ } = payload;
  if (typeof typ === 'string') return typ.toLowerCase() !== 'bearer';
  return OF_ID_TOKENS.some((claim) => Object.hasOwn(payload, claim));
}
