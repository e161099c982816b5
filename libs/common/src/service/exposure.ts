import { isIP } from 'node:net';
import { isLoopback } from '../kernel/secure-address.js';
import { oneOf, SettingWrong, type Environment } from '../kernel/setting.js';

/** Where a service listens, and what about it is only fit for development. */
export interface Exposure {
  /** Address the service listens on. */
  readonly host: string;
  /** `AUTH=dev`, `CLOCK=sandbox`; empty for a service in earnest. */
  readonly insecure: readonly string[];
  /** Only processes of this machine can reach it, as far as the service itself can tell. */
  readonly isLocal: boolean;
}

const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';
const SWITCH = 'ALLOW_INSECURE_DEVELOPMENT';

/**
 * The development issuer gives any token to any caller, and the sandbox clock moves deadlines. So a service with either
 * starts on this machine only, or with a second switch that cannot be set by accident. Where `NODE_ENV` says production
 * the switch is needed on this machine too: a proxy in front may hand on what listens here.
 * @throws SettingWrong
 */
export function exposureOf(env: Environment): Exposure {
  const insecure = [
    ...(env['AUTH'] === 'dev' ? ['AUTH=dev'] : []),
    ...(env['CLOCK'] === 'sandbox' ? ['CLOCK=sandbox'] : []),
  ];
  const host = env['HOST'] ?? (insecure.length > 0 ? LOOPBACK : EVERYWHERE);
  if (isIP(host) === 0)
    throw new SettingWrong('HOST', host, 'must be the address to listen on, such as 127.0.0.1 or 0.0.0.0.');
  const isLocal = isLoopback(host);
  const isAllowed = oneOf(env, SWITCH, ['yes', 'no'], 'no') === 'yes';
  const [first] = insecure;
  if (first !== undefined && !isAllowed) {
    const [name = '', value] = first.split('=');
    if (!isLocal)
      throw new SettingWrong(name, value, `${UNFIT} and HOST=${host} can be reached from other machines. ${ADVICE}`);
    if (env['NODE_ENV'] === 'production')
      throw new SettingWrong(name, value, `${UNFIT} and NODE_ENV is production. ${ADVICE}`);
  }
  return { host, insecure, isLocal };
}

const UNFIT = 'is for development,';
const ADVICE = `Use AUTH=oidc and CLOCK=system; for a demonstration without real data, set ${SWITCH}=yes.`;

/** The line at the start of a service that is not in earnest. Off this machine it is an error: always shown. */
export function exposureWarning({ host, insecure, isLocal }: Exposure) {
  if (insecure.length === 0) return undefined;
  const message = 'INSECURE: any caller gets any token, or the clock can be moved; never with real data';
  return { level: isLocal ? ('warn' as const) : ('error' as const), message, fields: { insecure, host } };
}
