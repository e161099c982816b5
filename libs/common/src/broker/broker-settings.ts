import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { isLoopback } from '../kernel/secure-address.js';
import { fileOf, oneOf, required, secretOf, SettingWrong, type Environment } from '../kernel/setting.js';
import { own } from '../kernel/own.js';

/** PEM texts; what is not given is the system's own, or none. */
export interface BrokerTls {
  /** Authorities that a broker's certificate may come from; default: those of Node. */
  readonly ca?: string;
  /** The client's certificate and its private key, where the broker asks for them. */
  readonly cert?: string;
  readonly key?: string;
}

export interface BrokerLogin {
  readonly mechanism: SaslMechanism;
  readonly username: string;
  readonly password: string;
}

/** How to reach the broker: `KAFKA_…` in docs/interfaces.md. */
export interface BrokerSettings {
  readonly brokers: readonly string[];
  readonly tls?: BrokerTls;
  readonly sasl?: BrokerLogin;
  /** A login by SCRAM may go over a line without TLS (`ALLOW_CLEAR_LINES`). One by PLAIN never may. */
  readonly clearLines?: boolean;
}

const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
export type SaslMechanism = (typeof SASL_MECHANISMS)[number];

/** @throws SettingWrong */
export function brokerSettingsOf(env: Environment): BrokerSettings {
  const brokers = brokersOf(env);
  const tls = tlsOf(env);
  const sasl = loginOf(env);
  const settings = {
    brokers,
    ...(tls !== undefined && { tls }),
    ...(sasl !== undefined && { sasl }),
    clearLines: clearLinesAllowed(env),
  };
  const open = brokers.find((broker) => !mayLogInTo(settings, hostOf(broker)));
  if (open !== undefined && sasl?.mechanism === 'plain') {
    const why = `sends the password as it is, and the line to ${open} has no TLS: set KAFKA_SSL=true, or use scram-sha-512.`;
    throw new SettingWrong('KAFKA_SASL_MECHANISM', 'plain', why);
  }
  if (open !== undefined) {
    const why = `${open} is another machine, and a login needs TLS: set KAFKA_SSL=true, or ALLOW_CLEAR_LINES=yes in a private network.`;
    throw new SettingWrong('KAFKA_SSL', env['KAFKA_SSL'], why);
  }
  return settings;
}

/** Whether a login, if there is one, may be sent to this host. */
export function mayLogInTo({ tls, sasl, clearLines = false }: Omit<BrokerSettings, 'brokers'>, host: string): boolean {
  if (sasl === undefined || tls !== undefined || isLoopback(host)) return true;
  return clearLines && sasl.mechanism !== 'plain';
}

/** Whether the networks to store and broker are private, so that a login by SCRAM may go without TLS. */
export const clearLinesAllowed = (env: Environment): boolean =>
  oneOf(env, 'ALLOW_CLEAR_LINES', ['yes', 'no'], 'no') === 'yes';

const hostOf = (broker: string): string => broker.slice(0, broker.lastIndexOf(':'));

function brokersOf(env: Environment): readonly string[] {
  const brokers = required(env, 'KAFKA_BROKERS', 'host:port, several separated by commas.').split(',');
  for (const broker of brokers) {
    const port = /^[^\s:]+:(\d{1,5})$/.exec(broker)?.[1];
    if (port === undefined || Number(port) < 1 || Number(port) > 65_535)
      throw new SettingWrong('KAFKA_BROKERS', broker, 'each must be host:port.');
  }
  return brokers;
}

function loginOf(env: Environment): BrokerLogin | undefined {
  const password = secretOf(env, 'KAFKA_SASL_PASSWORD');
  if (env['KAFKA_SASL_USERNAME'] === undefined) {
    if (password === undefined) return undefined;
    throw new SettingWrong('KAFKA_SASL_USERNAME', undefined, 'a user name is needed with KAFKA_SASL_PASSWORD.');
  }
  const username = required(env, 'KAFKA_SASL_USERNAME', 'a user name.');
  if (password === undefined || password === '')
    throw new SettingWrong('KAFKA_SASL_PASSWORD', password, 'a password is needed with KAFKA_SASL_USERNAME.');
  const mechanism = oneOf(env, 'KAFKA_SASL_MECHANISM', SASL_MECHANISMS, 'scram-sha-512');
  return { mechanism, username, password };
}

const TLS_FILES = ['KAFKA_SSL_CA', 'KAFKA_SSL_CERT', 'KAFKA_SSL_KEY'] as const;

function tlsOf(env: Environment): BrokerTls | undefined {
  const [ca, cert, key] = TLS_FILES.map((name) => fileOf(env, name));
  if (oneOf(env, 'KAFKA_SSL', ['true', 'false'], 'false') === 'false') {
    const named = TLS_FILES.find((name) => own(env, name));
    if (named === undefined) return undefined;
    throw new SettingWrong(named, env[named], 'is for a line with TLS: set KAFKA_SSL=true.');
  }
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert === undefined ? 'KAFKA_SSL_CERT' : 'KAFKA_SSL_KEY';
    throw new SettingWrong(missing, undefined, 'a certificate and its key go together: name both files, or neither.');
  }
  ensureUsable('KAFKA_SSL_CA', env, () => ca === undefined || new X509Certificate(ca));
  ensureUsable('KAFKA_SSL_CERT', env, () => cert === undefined || new X509Certificate(cert));
  ensureUsable('KAFKA_SSL_KEY', env, () => key === undefined || createSecureContext({ cert, key }));
  return { ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) };
}

function ensureUsable(name: string, env: Environment, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    throw new SettingWrong(name, own(env, name), `is not what TLS needs, in PEM: ${(error as Error).message}.`);
  }
}
