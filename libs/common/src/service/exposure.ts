import { isIP } from 'node:net';
import { isLoopback } from '../kernel/secure-address.js';
import { own } from '../kernel/own.js';
import { oneOf, SettingWrong, type Environment } from '../kernel/setting.js';

/** Where a service listens, and what about it is only fit for development. */
export interface Exposure {
  /** Address the service listens on. */
  readonly host: string;
  /** Address of its operations port: of this machine unless said otherwise. */
  readonly opsHost: string;
  /** `AUTH=dev`, `CLOCK=sandbox`; empty for a service in earnest. */
  readonly insecure: readonly string[];
  /** Only processes of this machine can reach either port, as far as the service itself can tell. */
  readonly isLocal: boolean;
}

const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';
const SWITCH = 'ALLOW_INSECURE_DEVELOPMENT';

/**
 * The development issuer gives any token to any caller, and the sandbox clock moves deadlines: both on the operations
 * port, and the tokens hold on the business port. So a service with either starts where neither port is reached from
 * other machines, or with a second switch that cannot be set by accident. Where `NODE_ENV` says production the switch
 * is needed on this machine too: a proxy in front may hand on what listens here.
 * @throws SettingWrong
 */
export function exposureOf(env: Environment): Exposure {
  const insecure = [
    ...(env['AUTH'] === 'dev' ? ['AUTH=dev'] : []),
    ...(env['CLOCK'] === 'sandbox' ? ['CLOCK=sandbox'] : []),
  ];
  const host = hostOf(env, 'HOST', insecure.length > 0 ? LOOPBACK : EVERYWHERE);
  const opsHost = hostOf(env, 'OPS_HOST', LOOPBACK);
  const open = Object.entries({ HOST: host, OPS_HOST: opsHost }).filter(([, address]) => !isLoopback(address));
  const isLocal = open.length === 0;
  const isAllowed = oneOf(env, SWITCH, ['yes', 'no'], 'no') === 'yes';
  const [first] = insecure;
  if (first !== undefined && !isAllowed) {
    const [name = '', value] = first.split('=');
    const [reached] = open.map(([setting, address]) => `${setting}=${address}`);
    if (reached !== undefined)
      throw new SettingWrong(name, value, `${UNFIT} and ${reached} can be reached from other machines. ${ADVICE}`);
    if (env['NODE_ENV'] === 'production')
      throw new SettingWrong(name, value, `${UNFIT} and NODE_ENV is production. ${ADVICE}`);
  }
  return { host, opsHost, insecure, isLocal };
}

function hostOf(env: Environment, name: string, fallback: string): string {
  const host = own(env, name) ?? fallback;
  if (isIP(host) !== 0) return host;
  throw new SettingWrong(name, host, 'must be the address to listen on, such as 127.0.0.1 or 0.0.0.0.');
}

const UNFIT = 'is for development,';
const ADVICE = `Use AUTH=oidc and CLOCK=system; for a demonstration without real data, set ${SWITCH}=yes.`;

/** The line at the start of a service that is not in earnest. Off this machine it is an error: always shown. */
export function exposureWarning({ host, opsHost, insecure, isLocal }: Exposure) {
  if (insecure.length === 0) return undefined;
  const message = 'INSECURE: any caller gets any token, or the clock can be moved; never with real data';
  return { level: isLocal ? ('warn' as const) : ('error' as const), message, fields: { insecure, host, opsHost } };
}
