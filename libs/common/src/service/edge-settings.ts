import { isIP } from 'node:net';
import type { EdgeSettings } from '../http/app.js';
import type { RateLimits } from '../http/brakes.js';
import { oneOf, SettingWrong, wholeNumber, type Environment } from '../kernel/setting.js';

const PER_SECOND_MAX = 1_000_000;
const YEAR_SECONDS = 31_536_000;

/** What the rates are unless said otherwise, requests a second of one process. */
const RATES = { caller: 20, callerBurst: 60, address: 50, uploads: 5 } as const;
const CONNECTIONS = 1_000;

/** @throws SettingWrong */
export function edgeSettingsOf(env: Environment): EdgeSettings {
  const isDevelopment = env['AUTH'] === 'dev';
  const rateLimits = rateLimitsOf(env);
  return {
    ...(rateLimits && { rateLimits }),
    trustedProxies: trustedProxiesOf(env),
    connectionsMax: wholeNumber(env, 'CONNECTIONS_MAX', CONNECTIONS, 10, 100_000),
    // A browser that saw it once would refuse a demonstration without TLS on the same name.
    hstsSeconds: wholeNumber(env, 'HSTS_SECONDS', isDevelopment ? 0 : YEAR_SECONDS, 0, 10 * YEAR_SECONDS),
  };
}

function rateLimitsOf(env: Environment): RateLimits | undefined {
  const wanted = oneOf(env, 'RATE_LIMITS', ['on', 'off'], 'on');
  const rate = (name: string, fallback: number) => wholeNumber(env, name, fallback, 1, PER_SECOND_MAX);
  const [caller, address, uploads] = [
    rate('RATE_PER_CALLER', RATES.caller),
    rate('RATE_PER_ADDRESS', RATES.address),
    rate('RATE_UPLOADS', RATES.uploads),
  ];
  const burst = rate('RATE_BURST', Math.max(RATES.callerBurst, caller));
  if (wanted === 'on') {
    return {
      caller: { perSecond: caller, burst },
      address: { perSecond: address, burst: address },
      uploads: { perSecond: uploads, burst: uploads },
    };
  }
  if (env['AUTH'] !== 'dev')
    throw new SettingWrong('RATE_LIMITS', wanted, 'is for AUTH=dev only: nothing else brakes.');
  return undefined;
}

/** Addresses and CIDR ranges, with commas between them; none where it is empty. */
function trustedProxiesOf(env: Environment): readonly string[] {
  const text = env['TRUSTED_PROXIES'] ?? '';
  const proxies = text === '' ? [] : text.split(',').map((proxy) => proxy.trim());
  if (proxies.every(isNetwork)) return proxies;
  throw new SettingWrong('TRUSTED_PROXIES', text, 'addresses or CIDR ranges, separated by commas.');
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  // A range of all addresses would let every client choose its own.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
