import kafkajs, { type Kafka, type KafkaConfig, type logLevel as LogLevel } from 'kafkajs';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl?: boolean;
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

export type KafkaLog = (level: 'error' | 'warn', message: string, context: object) => void;

/**
 * The one place that makes a Kafka client. Retries are short: the relay and the inbox have their own loops, which know
 * what to do during an outage, and a broker that is back must be noticed within seconds.
 */
export function kafkaClient(settings: KafkaSettings, log: KafkaLog): Kafka {
  const config: KafkaConfig = {
    clientId: settings.clientId,
    brokers: [...settings.brokers],
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
    ...(settings.ssl === true && { ssl: true }),
    ...(settings.sasl !== undefined && { sasl: settings.sasl as NonNullable<KafkaConfig['sasl']> }),
  };
  return new kafkajs.Kafka(config);
}
