import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testAuthority, testClientCertificate, testClientKey, testServerKey } from '#testing/test-certificates.js';
import { brokerSettingsOf } from './broker-settings.js';

const read = (env: Record<string, string | undefined>) => brokerSettingsOf({ KAFKA_BROKERS: 'kafka:9092', ...env });
const LOGIN = { KAFKA_SASL_USERNAME: 'intake', KAFKA_SASL_PASSWORD: 'hunter2' };
const OWN = '127.0.0.1:9092,localhost:9093';

const directory = mkdtempSync(join(tmpdir(), 'broker-settings-'));
function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}
const CA = file('ca.crt', testAuthority);
const CERT = file('client.crt', testClientCertificate);
const KEY = file('client.key', testClientKey);

describe('Settings of the broker', () => {
  it('are its addresses, and nothing else unless said', () => {
    expect(read({ KAFKA_BROKERS: 'a:9092,b:9093' })).toEqual({ brokers: ['a:9092', 'b:9093'], clearLines: false });
  });

  it('S16: take an authority, a certificate and its key from files', () => {
    const files = { KAFKA_SSL_CA: CA, KAFKA_SSL_CERT: CERT, KAFKA_SSL_KEY: KEY };
    expect(read({ KAFKA_SSL: 'true', ...files }).tls).toEqual({
      ca: testAuthority,
      cert: testClientCertificate,
      key: testClientKey,
    });
    expect(read({ KAFKA_SSL: 'true' }).tls).toEqual({});
  });

  it.each<[string, Record<string, string>]>([
    ['KAFKA_SSL_CA', { KAFKA_SSL: 'true', KAFKA_SSL_CA: '/nowhere/ca.crt' }],
    ['KAFKA_SSL_CA', { KAFKA_SSL: 'true', KAFKA_SSL_CA: file('no.crt', 'no certificate') }],
    ['KAFKA_SSL_CERT', { KAFKA_SSL: 'true', KAFKA_SSL_CERT: KEY, KAFKA_SSL_KEY: KEY }],
    ['KAFKA_SSL_KEY', { KAFKA_SSL: 'true', KAFKA_SSL_CERT: CERT }],
    ['KAFKA_SSL_CERT', { KAFKA_SSL: 'true', KAFKA_SSL_KEY: KEY }],
    ['KAFKA_SSL_KEY', { KAFKA_SSL: 'true', KAFKA_SSL_CERT: CERT, KAFKA_SSL_KEY: file('other.key', testServerKey) }],
    // Named files without TLS: their author believes that the line is encrypted.
    ['KAFKA_SSL_CA', { KAFKA_SSL_CA: CA }],
    ['KAFKA_SSL_CERT', { KAFKA_SSL: 'false', KAFKA_SSL_CERT: CERT, KAFKA_SSL_KEY: KEY }],
    ['KAFKA_SSL', { KAFKA_SSL: 'yes' }],
    ['KAFKA_SASL_USERNAME', { KAFKA_SASL_PASSWORD: 'x' }],
    ['KAFKA_SASL_PASSWORD', { KAFKA_SASL_USERNAME: 'intake' }],
    ['KAFKA_SASL_MECHANISM', { ...LOGIN, KAFKA_SASL_MECHANISM: 'kerberos' }],
    ['ALLOW_CLEAR_LINES', { ALLOW_CLEAR_LINES: 'true' }],
  ])('name %s when it is wrong, and stop the start', (name, env) => {
    expect(() => read(env)).toThrow(new RegExp(`^${name}=`));
  });

  it('take the password from a file', () => {
    const env = { KAFKA_SASL_USERNAME: 'intake', KAFKA_SASL_PASSWORD_FILE: file('password', 'hunter2\n') };
    expect(read({ ...env, KAFKA_SSL: 'true' }).sasl).toMatchObject({ username: 'intake', password: 'hunter2' });
  });
});

describe('A password', () => {
  const plain = { ...LOGIN, KAFKA_SASL_MECHANISM: 'plain' };

  it.each(['kafka:9092', '10.0.0.7:9092', `${OWN},kafka:9092`])(
    'S16: never goes as it is over a line without TLS to %s',
    (KAFKA_BROKERS) => {
      for (const ALLOW_CLEAR_LINES of ['yes', 'no'])
        expect(() => read({ ...plain, KAFKA_BROKERS, ALLOW_CLEAR_LINES })).toThrow(/^KAFKA_SASL_MECHANISM=plain: /);
    },
  );

  it('S16: may be proven by SCRAM without TLS in a private network only, and only when that is said', () => {
    for (const KAFKA_SASL_MECHANISM of [undefined, 'scram-sha-256', 'scram-sha-512']) {
      const env = { ...LOGIN, KAFKA_SASL_MECHANISM };
      expect(() => read(env)).toThrow(/^KAFKA_SSL=.*ALLOW_CLEAR_LINES=yes/);
      expect(read({ ...env, ALLOW_CLEAR_LINES: 'yes' }).sasl).toMatchObject({ username: 'intake' });
    }
  });

  it('S16: goes over TLS, and within this machine, by every mechanism', () => {
    for (const KAFKA_SASL_MECHANISM of ['plain', 'scram-sha-256', 'scram-sha-512']) {
      const env = { ...LOGIN, KAFKA_SASL_MECHANISM };
      expect(read({ ...env, KAFKA_SSL: 'true' }).sasl).toBeDefined();
      expect(read({ ...env, KAFKA_BROKERS: OWN }).sasl).toBeDefined();
    }
  });

  it('S16: is not shown by a refusal', () => {
    expect(() => read(plain)).toThrow(expect.not.stringContaining('hunter2'));
    expect(() => read(LOGIN)).toThrow(expect.not.stringContaining('hunter2'));
  });
});
