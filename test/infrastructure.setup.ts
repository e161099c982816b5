import { NoInfrastructure, resolveInfrastructure } from '#infrastructure/infrastructure.js';

declare global {
  var testServersAsked: true | undefined;
}

/**
 * One store and one broker for the whole run. Every project that needs them asks, each with modules of its own: the
 * first one starts them and gets what stops them. An interrupted run is cleaned up by the servers' supervisors instead.
 */
export default async function startServers(): Promise<(() => Promise<void>) | undefined> {
  if (globalThis.testServersAsked) return undefined;
  globalThis.testServersAsked = true;
  try {
    const infrastructure = await resolveInfrastructure({ inMemory: true });
    process.env['MONGO_URL'] = infrastructure.mongoUrl;
    process.env['KAFKA_BROKERS'] = infrastructure.kafkaBrokers;
    if (infrastructure.sessionLeastMs !== undefined) {
      process.env['TEST_SESSION_MS'] = String(infrastructure.sessionLeastMs);
    }
    process.stderr.write(`Servers of this run: ${infrastructure.kind}\n`);
    return () => infrastructure.stop();
  } catch (error) {
    if (!(error instanceof NoInfrastructure) || process.env['CI'] === 'true') throw error;
    process.stderr.write(`${error.message}\n`);
    process.env['INFRASTRUCTURE_MISSING'] = error.message;
    return undefined;
  }
}
