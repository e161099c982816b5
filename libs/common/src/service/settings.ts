import { readFileSync } from 'node:fs';
import { DEATHS_MAX } from '../inbox/delivery/in-flight.js';
import { PolicyTable, type PolicyFile } from '../kernel/policy.js';
import { oneOf, required, SettingWrong, wholeNumber, type Environment } from '../kernel/setting.js';

/** Configuration of a service (docs/interfaces.md), read once at start. A wrong value stops the start and is named. */
export interface Settings {
  readonly port: number;
  readonly mongoUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly kafkaSsl: boolean;
  readonly kafkaSasl:
    { readonly mechanism: SaslMechanism; readonly username: string; readonly password: string } | undefined;
  readonly clock: 'system' | 'sandbox';
  readonly policy: PolicyTable;
  readonly logLevel: 'error' | 'warn' | 'log' | 'debug';
  readonly topicPrefix: string;
  /** Processes that may die with one event in flight before it is dead-lettered as `KILLS_PROCESS`. */
  readonly inboxDeathsMax: number;
  /** What becomes of a refusal that its operation does not declare: tests let it fail (500), production answers it. */
  readonly undeclaredRefusals: 'answer' | 'fail';
}

const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
type SaslMechanism = (typeof SASL_MECHANISMS)[number];

function policyOf(env: Environment): PolicyTable {
  const file = env['POLICY_FILE'];
  if (file === undefined || file === '') return PolicyTable.defaults;
  try {
    return PolicyTable.from(JSON.parse(readFileSync(file, 'utf8')) as PolicyFile);
  } catch (error) {
    throw new SettingWrong('POLICY_FILE', file, (error as Error).message);
  }
}

function saslOf(env: Environment): Settings['kafkaSasl'] {
  if (env['KAFKA_SASL_USERNAME'] === undefined) return undefined;
  return {
    mechanism: oneOf(env, 'KAFKA_SASL_MECHANISM', SASL_MECHANISMS, 'scram-sha-512'),
    username: required(env, 'KAFKA_SASL_USERNAME', 'a user name.'),
    password: required(env, 'KAFKA_SASL_PASSWORD', 'a password is needed with KAFKA_SASL_USERNAME.'),
  };
}

export function brokersOf(env: Environment): readonly string[] {
  const brokers = required(env, 'KAFKA_BROKERS', 'host:port, several separated by commas.').split(',');
  for (const broker of brokers) {
    const port = /^[^\s:]+:(\d{1,5})$/.exec(broker)?.[1];
    if (port === undefined || Number(port) < 1 || Number(port) > 65_535)
      throw new SettingWrong('KAFKA_BROKERS', broker, 'each must be host:port.');
  }
  return brokers;
}

/** @throws SettingWrong */
export function settingsOf(env: Environment, defaultPort: number): Settings {
  const clock = oneOf(env, 'CLOCK', ['system', 'sandbox'], 'system');
  if (clock === 'sandbox' && env['NODE_ENV'] === 'production') {
    throw new SettingWrong('CLOCK', clock, 'a sandbox clock is refused with NODE_ENV=production.');
  }
  const mongoUrl = required(env, 'MONGO_URL', 'mongodb://… with the database of this service.');
  if (!/^mongodb(\+srv)?:\/\//.test(mongoUrl))
    throw new SettingWrong(
      'MONGO_URL',
      '(not shown: it may hold a password)',
      'must start with mongodb:// or mongodb+srv://.',
    );
  const topicPrefix = env['TOPIC_PREFIX'] ?? '';
  if (!/^[A-Za-z0-9._-]{0,60}$/.test(topicPrefix))
    throw new SettingWrong('TOPIC_PREFIX', topicPrefix, 'letters, digits, dot, underscore and dash only.');
  return {
    port: wholeNumber(env, 'PORT', defaultPort, 0, 65_535),
    mongoUrl,
    kafkaBrokers: brokersOf(env),
    kafkaSsl: oneOf(env, 'KAFKA_SSL', ['true', 'false'], 'false') === 'true',
    kafkaSasl: saslOf(env),
    clock,
    policy: policyOf(env),
    logLevel: oneOf(env, 'LOG_LEVEL', ['error', 'warn', 'log', 'debug'], 'log'),
    topicPrefix,
    undeclaredRefusals: oneOf(env, 'UNDECLARED_REFUSALS', ['answer', 'fail'], 'answer'),
    // With two, any two kills in a row could dead-letter a good event.
    inboxDeathsMax: wholeNumber(env, 'INBOX_DEATHS_MAX', DEATHS_MAX, 3, 1_000),
  };
}
