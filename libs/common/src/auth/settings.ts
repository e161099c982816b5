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

/** @throws Error naming the variable that is wrong */
export function authSettingsFrom(env: Readonly<Record<string, string | undefined>>): AuthSettings {
  const mode = env['AUTH'] ?? 'oidc';
  if (mode === 'dev') {
    if (env['NODE_ENV'] === 'production') {
      throw new Error(
        'AUTH=dev hands out tokens to everyone and does not start with NODE_ENV=production: set AUTH=oidc.',
      );
    }
    return { mode };
  }
  if (mode !== 'oidc') throw new Error(`AUTH is "${mode}": set it to oidc or dev.`);
  const issuer = required(env, 'OIDC_ISSUER');
  if (!URL.canParse(issuer)) throw new Error(`OIDC_ISSUER is "${issuer}": set it to the address of the issuer.`);
  return { mode, issuer, audience: required(env, 'OIDC_AUDIENCE'), rolesClaim: env['OIDC_ROLES_CLAIM'] || 'roles' };
}

function required(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set; AUTH=oidc needs it.`);
  return value;
}
