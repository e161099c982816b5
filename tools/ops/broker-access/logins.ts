import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { BrokerSettings } from '#common/broker/broker-settings.js';
import type { KeptPassword } from './passwords.js';

/** The broker takes 4,096 to 16,384. Passwords are random: more would only slow down logins. */
const ITERATIONS = 8_192;
const SALT_BYTES = 32;
const SHA512_BYTES = 64;
const MECHANISMS = { plain: 'PLAIN', 'scram-sha-256': 'SCRAM-SHA-256', 'scram-sha-512': 'SCRAM-SHA-512' } as const;

const salted = promisify(pbkdf2);

/**
 * Makes each account with its password at the broker, or sets the password of one that is there. The broker gets a
 * salted digest only. kafkajs has no such request, so this one alone is made with another client, on one connection to
 * the first broker, which hands it on to the controller.
 */
export async function setLogins(settings: BrokerSettings, passwords: readonly KeptPassword[]): Promise<void> {
  // Only this command needs it; it takes a while to load.
  const { alterUserScramCredentialsV0, Connection, ScramMechanisms } = await import('@platformatic/kafka');
  const logins = await Promise.all(
    passwords.map(async ({ account, password }) => {
      const salt = randomBytes(SALT_BYTES);
      const saltedPassword = await salted(password, salt, ITERATIONS, SHA512_BYTES, 'sha512');
      return { name: account, mechanism: ScramMechanisms.SCRAM_SHA_512, iterations: ITERATIONS, salt, saltedPassword };
    }),
  );
  const { tls, sasl, brokers } = settings;
  const [host = '', port = ''] = brokers[0]?.split(':') ?? [];
  const connection = new Connection('ops', {
    connectTimeout: 5_000,
    ...(tls !== undefined && { tls: { ...tls }, tlsServerName: true }),
    ...(sasl !== undefined && { sasl: { ...sasl, mechanism: MECHANISMS[sasl.mechanism] } }),
  });
  try {
    await connection.connect(host, Number(port));
    await alterUserScramCredentialsV0.api.async(connection, [], logins);
  } finally {
    await connection.close();
  }
}
