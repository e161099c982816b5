import { randomBytes } from 'node:crypto';
import { databaseUrl } from '#infrastructure/mongo-url.js';
import { stablePort } from '#infrastructure/ports.js';
import { Installation } from '../../../tools/start/installation.js';
import type { Target } from './workload.js';

/** Four services on the servers of the test run, without lines that could break. */
export interface Installed {
  readonly installation: Installation;
  readonly target: Target;
}

export async function install(): Promise<Installed> {
  const mongoUrl = process.env['MONGO_URL'] ?? '';
  const kafkaBrokers = process.env['KAFKA_BROKERS'] ?? '';
  const run = randomBytes(4).toString('hex');
  const topicPrefix = `${run}.`;
  const databasePrefix = `${run}_`;
  const installation = await Installation.start({
    mongoUrl,
    kafkaBrokers,
    topicPrefix,
    databasePrefix,
    freePort: stablePort,
    log: () => undefined,
  });
  const direct = {
    mongoUrl: (service: string) => databaseUrl(mongoUrl, databasePrefix + service),
    kafkaBrokers,
    topicPrefix,
  };
  return { installation, target: { addresses: installation.addresses, direct } };
}
