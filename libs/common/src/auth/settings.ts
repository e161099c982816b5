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
  if (mode === 'dev') {
    const wanted = 'hands out tokens to everyone and does not start with NODE_ENV=production: set AUTH=oidc.';
    if (env['NODE_ENV'] === 'production') throw new SettingWrong('AUTH', mode, wanted);
    return { mode };
  }
  const issuer = required(env, 'OIDC_ISSUER', 'the address of the issuer; AUTH=oidc needs it.');
  if (!URL.canParse(issuer)) throw new SettingWrong('OIDC_ISSUER', issuer, 'must be the address of the issuer.');
  const audience = required(env, 'OIDC_AUDIENCE', 'the audience of the tokens; AUTH=oidc needs it.');
  return { mode, issuer, audience, rolesClaim: env['OIDC_ROLES_CLAIM'] || 'roles' };
}
