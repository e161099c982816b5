import type { Infrastructure } from '#infrastructure/infrastructure.js';

declare global {
  var testInfrastructure: Infrastructure | undefined;
}

/**
 * One store and one broker for the whole run, whichever projects take part. Jest loads this file outside its module
 * registry, so `#common` is the build here, the same one `npm start` runs.
 */
export default async function startServers(): Promise<void> {
  if (globalThis.testInfrastructure !== undefined) return;
  const { NoInfrastructure, resolveInfrastructure } = await import('#infrastructure/infrastructure.js');
  try {
    const infrastructure = await resolveInfrastructure();
    globalThis.testInfrastructure = infrastructure;
    process.env['MONGO_URL'] = infrastructure.mongoUrl;
    process.env['KAFKA_BROKERS'] = infrastructure.kafkaBrokers;
    if (infrastructure.sessionLeastMs !== undefined) {
      process.env['TEST_SESSION_MS'] = String(infrastructure.sessionLeastMs);
    }
    process.stderr.write(`Servers of this run: ${infrastructure.kind}\n`);
  } catch (error) {
    if (!(error instanceof NoInfrastructure) || process.env['CI'] === 'true') throw error;
    process.stderr.write(`${error.message}\n`);
    process.env['INFRASTRUCTURE_MISSING'] = error.message;
  }
}
