import { isSecureAddress } from '../kernel/secure-address.js';
import { oneOf, required, SettingWrong, type Environment } from '../kernel/setting.js';

/** Where tokens come from. */
export type AuthSettings =
  | { readonly mode: 'dev' }
  | {
      readonly mode: 'oidc';
      readonly issuer: string;
      readonly audience: string;
      /** Name of the claim with the roles, or a dotted path to it: `realm_access.roles`. */
      readonly rolesClaim: string;
    };

/** @throws SettingWrong */
export function authSettingsFrom(env: Environment): AuthSettings {
  const mode = oneOf(env, 'AUTH', ['oidc', 'dev'], 'oidc');
  if (mode === 'dev') return { mode };
  const issuer = issuerOf(env);
  const audience = required(env, 'OIDC_AUDIENCE', 'the audience of the tokens; AUTH=oidc needs it.');
  return { mode, issuer, audience, rolesClaim: env['OIDC_ROLES_CLAIM'] || 'roles' };
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
