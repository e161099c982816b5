import kafkajs, { type ISocketFactory, type Kafka, type KafkaConfig, type logLevel as LogLevel } from 'kafkajs';
import net from 'node:net';
import { mayLogInTo, type BrokerSettings } from './broker-settings.js';

export interface KafkaSettings extends BrokerSettings {
  readonly clientId: string;
}

export type KafkaLog = (level: 'error' | 'warn', message: string, context: object) => void;

/**
 * The one place that makes a Kafka client. Retries are short: the relay and the inbox have their own loops, which know
 * what to do during an outage, and a broker that is back must be noticed within seconds.
 */
export function kafkaClient(settings: KafkaSettings, log: KafkaLog): Kafka {
  const { clientId, brokers, tls, sasl } = settings;
  const config: KafkaConfig = {
    clientId,
    brokers: [...brokers],
    connectionTimeout: 2_000,
    authenticationTimeout: 5_000,
    requestTimeout: 15_000,
    enforceRequestTimeout: true,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => (entry) => {
      const { message, ...context } = entry.log;
      log(entry.level === (kafkajs.logLevel.ERROR as LogLevel) ? 'error' : 'warn', message, {
        namespace: entry.namespace,
        ...context,
      });
    },
    ...(tls !== undefined && { ssl: { ...tls } }),
    ...(sasl !== undefined && { sasl: sasl as NonNullable<KafkaConfig['sasl']> }),
    ...(sasl !== undefined && tls === undefined && { socketFactory: clearLines(settings) }),
  };
  return new kafkajs.Kafka(config);
}

const KEEP_ALIVE_MS = 60_000;

/**
 * Lines without TLS for a client that logs in. The settings name the first brokers only; those name the others, and
 * a login must not follow them to another machine.
 */
const clearLines =
  (settings: BrokerSettings): ISocketFactory =>
  ({ host, port, onConnect }) => {
    if (!mayLogInTo(settings, host))
      throw new Error(`The broker names ${host}:${port}, another machine: a login there needs TLS (KAFKA_SSL=true).`);
    return net.connect({ host, port }, onConnect).setKeepAlive(true, KEEP_ALIVE_MS);
  };
