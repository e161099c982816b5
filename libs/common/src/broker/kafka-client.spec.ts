import type { SaslMechanism } from './broker-settings.js';
import { kafkaClient } from './kafka-client.js';

/** What comes of a connection to a broker that the settings did not name, as another broker would. */
function connecting(host: string, mechanism: SaslMechanism, more: object = {}): Promise<string> {
  const sasl = { mechanism, username: 'intake', password: 'hunter2' };
  const settings = { brokers: [`${host}:1`], clientId: 'test', sasl, ...more };
  const admin = kafkaClient(settings, () => undefined).admin({ retry: { retries: 0 } });
  return admin.connect().then(
    () => 'connected',
    (error: Error) => error.message,
  );
}

const NEEDS_TLS = /another machine: a login there needs TLS/;

describe('A client of the broker that logs in', () => {
  // Each takes as long as kafkajs tries; all of them together take no longer.
  const tries = Promise.all([
    connecting('10.255.255.1', 'plain'),
    connecting('10.255.255.1', 'scram-sha-512'),
    connecting('kafka.invalid', 'plain', { clearLines: true }),
    connecting('kafka.invalid', 'scram-sha-512', { clearLines: true }),
    connecting('127.0.0.1', 'plain'),
    connecting('kafka.invalid', 'plain', { tls: {} }),
  ]);

  it('S16: does not follow the broker to another machine without TLS', async () => {
    const [plain, scram, plainOnClearLines] = await tries;
    for (const outcome of [plain, scram, plainOnClearLines]) expect(outcome).toMatch(NEEDS_TLS);
  });

  it('S16: follows it by SCRAM where clear lines are allowed, within this machine, and over TLS', async () => {
    const [, , , scramOnClearLines, here, overTls] = await tries;
    expect(here).toMatch(/ECONNREFUSED/);
    for (const outcome of [scramOnClearLines, overTls]) expect(outcome).not.toMatch(NEEDS_TLS);
  });
});
