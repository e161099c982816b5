import { isSecureAddress } from '../kernel/secure-address.js';
import { oneOf, required, SettingWrong, wholeNumber, type Environment } from '../kernel/setting.js';

/** `any`: an access token by RFC 9068, or a plain JWT that is no ID token. `at+jwt`: the first only. */
export const TOKEN_TYPES = ['any', 'at+jwt'] as const;

/** Where tokens come from. */
export type AuthSettings =
  | { readonly mode: 'dev' }
  | {
      readonly mode: 'oidc';
      readonly issuer: string;
      readonly audience: string;
      /** Name of the claim with the roles, or a dotted path to it: `realm_access.roles`. */
      readonly rolesClaim: string;
      readonly tokenType?: (typeof TOKEN_TYPES)[number];
      /** Longest time from `iat` to `exp`, seconds; a day unless said otherwise. */
      readonly lifetimeMax?: number;
    };

/** A token cannot be called back: it ends with the day on which it was given out. */
export const TOKEN_LIFETIME_MAX = 86_400;
const YEAR_SECONDS = 31_536_000;

/** @throws SettingWrong */
export function authSettingsFrom(env: Environment): AuthSettings {
  const mode = oneOf(env, 'AUTH', ['oidc', 'dev'], 'oidc');
  if (mode === 'dev') return { mode };
  const issuer = issuerOf(env);
  const audience = required(env, 'OIDC_AUDIENCE', 'the audience of the tokens; AUTH=oidc needs it.');
  return {
    mode,
    issuer,
    audience,
    rolesClaim: env['OIDC_ROLES_CLAIM'] || 'roles',
    tokenType: oneOf(env, 'OIDC_TOKEN_TYPE', TOKEN_TYPES, 'any'),
    lifetimeMax: wholeNumber(env, 'TOKEN_LIFETIME_MAX', TOKEN_LIFETIME_MAX, 60, YEAR_SECONDS),
  };
}

function issuerOf(env: Environment): string {
  const issuer = required(env, 'OIDC_ISSUER', 'the address of the issuer; AUTH=oidc needs it.');
  const wrong = (wanted: string) => new SettingWrong('OIDC_ISSUER', issuer, wanted);
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (url !== undefined && url.username + url.password !== '')
    throw new SettingWrong('OIDC_ISSUER', '(not shown)', 'must have no user name and no password in it.');
  // The keys that tokens are checked with come from there: a line that others can alter lets them sign tokens.
  if (url === undefined || !isSecureAddress(url))
    throw wrong('must be the address of the issuer, with https; http is for an issuer on this machine.');
  // OpenID Connect Discovery 1.0, section 3.
  if (url.search !== '' || url.hash !== '') throw wrong('must have no query and no fragment.');
  return issuer;
}
