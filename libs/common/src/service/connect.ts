import mongoose from 'mongoose';
import type { Kafka } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaClient } from '../broker/kafka-client.js';
import type { ServiceLog } from '../observability/log.js';
import type { Settings } from './settings.js';

const RETRY_MS = 500;
const LOG_EVERY_MS = 60_000;

/** Waits for the store: a service that starts before it is no error. */
export async function connectToStore(settings: Settings, log: ServiceLog): Promise<mongoose.Connection> {
  const report = unreachable((message, fields) => log.entry('warn', message, fields));
  for (;;) {
    const connection = mongoose.createConnection(settings.mongoUrl, {
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: 3_000,
      connectTimeoutMS: 3_000,
      heartbeatFrequencyMS: 2_000,
      retryWrites: true,
    });
    try {
      return await connection.asPromise();
    } catch (error) {
      report(error);
      await connection.close().catch(() => undefined);
      await sleep(RETRY_MS);
    }
  }
}

/** The first failure with its stack, then one line per minute: a try takes 3.5 s, and all of them fail alike. */
export function unreachable(
  write: (message: string, fields: object) => void,
  now: () => number = () => performance.now(),
): (error: unknown) => void {
  const since = now();
  let writtenAt: number | undefined;
  return (error) => {
    if (writtenAt === undefined) write('the store cannot be reached yet', { error });
    else if (now() - writtenAt < LOG_EVERY_MS) return;
    else write('the store cannot be reached yet', { seconds: Math.round((now() - since) / 1_000), why: String(error) });
    writtenAt = now();
  };
}

export function brokerClient(settings: Settings, log: ServiceLog, service: string): Kafka {
  return kafkaClient({ ...settings.broker, clientId: service }, (level, message, context) =>
    log.entry(level === 'error' ? 'warn' : 'info', message, context),
  );
}
