import { readFileSync } from 'node:fs';
import { brokerSettingsOf, clearLinesAllowed, type BrokerSettings } from '../broker/broker-settings.js';
import { DEATHS_MAX } from '../inbox/delivery/in-flight.js';
import { UNPROVEN_PER_HOUR } from '../inbox/dead-letters/unproven-letters.js';
import { PolicyTable, type PolicyFile } from '../kernel/policy.js';
import { oneOf, secretOf, SettingWrong, wholeNumber, type Environment } from '../kernel/setting.js';
import { scannerOf } from '../store/content/clamd.js';
import type { VirusScanner } from '../store/content/virus-scanner.js';
import { ensureStoreUrl } from '../store/store-url.js';
import type { EdgeSettings } from '../http/app.js';
import { smtpSettingsOf, type SmtpSettings } from '../notices/smtp.js';
import { OPERATIONS_OFFSET } from '../http/ports.js';
import { edgeSettingsOf } from './edge-settings.js';
import { keyIn } from './key-file.js';
import { exposureOf, type Exposure } from './exposure.js';
import { PSEUDONYM_KEY_FILE } from './pseudonym-setting.js';

/** Configuration of a service (docs/interfaces.md), read once at start. A wrong value stops the start and is named. */
export interface Settings {
  readonly port: number;
  readonly opsPort: number;
  readonly edge: EdgeSettings;
  readonly exposure: Exposure;
  readonly mongoUrl: string;
  readonly broker: BrokerSettings;
  readonly clock: 'system' | 'sandbox';
  readonly policy: PolicyTable;
  readonly logLevel: 'error' | 'warn' | 'log' | 'debug';
  /** Where the security log goes; `off` only where tokens are given to everyone. */
  readonly securityLog: 'stdout' | 'off';
  /** The key of pseudonyms; absent where the well-known one of demonstrations serves. */
  readonly pseudonymKey: Buffer | undefined;
  /** Looks at every document before it is kept; none unless `CLAMD_URL` names one. */
  readonly scanner: VirusScanner;
  readonly topicPrefix: string;
  /** The mail server; without one, notices wait in their lists. */
  readonly smtp: SmtpSettings | undefined;
  /** Processes that may die with one event in flight before it is dead-lettered as `KILLS_PROCESS`. */
  readonly inboxDeathsMax: number;
  /** Dead letters of unproven records that one consumer group keeps within an hour. */
  readonly unprovenLettersPerHour: number;
  /** What becomes of a refusal that its operation does not declare: tests let it fail (500), production answers it. */
  readonly undeclaredRefusals: 'answer' | 'fail';
}

function policyOf(env: Environment): PolicyTable {
  const file = env['POLICY_FILE'];
  if (file === undefined || file === '') return PolicyTable.defaults;
  try {
    return PolicyTable.from(JSON.parse(readFileSync(file, 'utf8')) as PolicyFile);
  } catch (error) {
    throw new SettingWrong('POLICY_FILE', file, (error as Error).message);
  }
}

function mongoUrlOf(env: Environment): string {
  const url = secretOf(env, 'MONGO_URL');
  if (url === undefined || url === '')
    throw new SettingWrong('MONGO_URL', url, 'mongodb://… with the database of this service.');
  ensureStoreUrl('MONGO_URL', url, clearLinesAllowed(env));
  return url;
}

const PORT_MAX = 65_535;

/** A free one where the port is a free one. */
function opsPortOf(env: Environment, port: number): number {
  const opsPort = wholeNumber(env, 'OPS_PORT', port === 0 ? 0 : port + OPERATIONS_OFFSET, 0, PORT_MAX);
  if (opsPort !== port || port === 0) return opsPort;
  throw new SettingWrong('OPS_PORT', String(opsPort), 'is the port of the service itself: each needs its own.');
}

/** @throws SettingWrong */
export function settingsOf(env: Environment, defaultPort: number): Settings {
  const clock = oneOf(env, 'CLOCK', ['system', 'sandbox'], 'system');
  const topicPrefix = env['TOPIC_PREFIX'] ?? '';
  if (!/^[A-Za-z0-9._-]{0,60}$/.test(topicPrefix))
    throw new SettingWrong('TOPIC_PREFIX', topicPrefix, 'letters, digits, dot, underscore and dash only.');
  const securityLog = oneOf(env, 'SECURITY_LOG', ['stdout', 'off'], 'stdout');
  if (securityLog === 'off' && env['AUTH'] !== 'dev') {
    throw new SettingWrong(
      'SECURITY_LOG',
      securityLog,
      'is for AUTH=dev only: accesses to personal data are recorded.',
    );
  }
  const port = wholeNumber(env, 'PORT', defaultPort, 0, PORT_MAX);
  return {
    securityLog,
    pseudonymKey: keyIn(env, PSEUDONYM_KEY_FILE),
    port,
    opsPort: opsPortOf(env, port),
    edge: edgeSettingsOf(env),
    exposure: exposureOf(env),
    mongoUrl: mongoUrlOf(env),
    broker: brokerSettingsOf(env),
    clock,
    policy: policyOf(env),
    logLevel: oneOf(env, 'LOG_LEVEL', ['error', 'warn', 'log', 'debug'], 'log'),
    scanner: scannerOf(env),
    topicPrefix,
    smtp: smtpSettingsOf(env),
    undeclaredRefusals: oneOf(env, 'UNDECLARED_REFUSALS', ['answer', 'fail'], 'answer'),
    // With two, any two kills in a row could dead-letter a good event.
    inboxDeathsMax: wholeNumber(env, 'INBOX_DEATHS_MAX', DEATHS_MAX, 3, 1_000),
    unprovenLettersPerHour: wholeNumber(env, 'UNPROVEN_LETTERS_PER_HOUR', UNPROVEN_PER_HOUR, 1, 100_000),
  };
}
