import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsOf } from './settings.js';

const GOOD = { MONGO_URL: 'mongodb://store/intake', KAFKA_BROKERS: 'a:9092,b:9093' };
const read = (more: Record<string, string | undefined> = {}) => settingsOf({ ...GOOD, ...more }, 3001);

function fileOf(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'file');
  writeFileSync(file, text);
  return file;
}

describe('Settings', () => {
  it('have defaults for all but the addresses of store and broker', () => {
    expect(read()).toMatchObject({
      port: 3001,
      opsPort: 3101,
      broker: { brokers: ['a:9092', 'b:9093'] },
      exposure: { host: '0.0.0.0', insecure: [] },
      clock: 'system',
      logLevel: 'log',
      topicPrefix: '',
      undeclaredRefusals: 'answer',
      inboxDeathsMax: 4,
    });
  });

  it('take what is said', () => {
    const sasl = { KAFKA_SASL_USERNAME: 'intake', KAFKA_SASL_PASSWORD: 'secret', KAFKA_SSL: 'true' };
    expect(
      read({
        ...sasl,
        PORT: '0',
        CLOCK: 'sandbox',
        LOG_LEVEL: 'debug',
        TOPIC_PREFIX: 'test-1.',
        INBOX_DEATHS_MAX: '9',
      }),
    ).toMatchObject({
      port: 0,
      broker: { tls: {}, sasl: { mechanism: 'scram-sha-512', username: 'intake', password: 'secret' } },
      exposure: { host: '127.0.0.1', insecure: ['CLOCK=sandbox'] },
      clock: 'sandbox',
      logLevel: 'debug',
      topicPrefix: 'test-1.',
      undeclaredRefusals: 'answer',
      inboxDeathsMax: 9,
    });
  });

  it('S23: take a port for operations: their own, the next hundred, or a free one', () => {
    expect(read({ OPS_PORT: '9000' }).opsPort).toBe(9_000);
    expect(read({ PORT: '8080' }).opsPort).toBe(8_180);
    expect(read({ PORT: '0' }).opsPort).toBe(0);
    expect(() => read({ PORT: '8080', OPS_PORT: '8080' })).toThrow(/^OPS_PORT=8080: /);
    expect(() => read({ PORT: '65500' })).toThrow(/^OPS_PORT=/);
  });

  it('S12: brake by default, and never without brakes except in development', () => {
    expect(read().edge).toEqual({
      rateLimits: {
        caller: { perSecond: 20, burst: 60 },
        address: { perSecond: 50, burst: 50 },
        uploads: { perSecond: 5, burst: 5 },
      },
      trustedProxies: [],
      connectionsMax: 1_000,
      hstsSeconds: 31_536_000,
    });
    expect(read({ RATE_PER_CALLER: '200' }).edge.rateLimits?.caller).toEqual({ perSecond: 200, burst: 200 });
    expect(read({ RATE_LIMITS: 'off', AUTH: 'dev' }).edge).not.toHaveProperty('rateLimits');
    expect(() => read({ RATE_LIMITS: 'off' })).toThrow(/^RATE_LIMITS=off: /);
  });

  it('S12: believe the proxies that are named, and no more', () => {
    const TRUSTED_PROXIES = '10.0.0.0/8, 192.0.2.1,2001:db8::/32';
    expect(read({ TRUSTED_PROXIES }).edge.trustedProxies).toEqual(['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']);
  });

  it('S23: speak of TLS to browsers, except in development', () => {
    expect(read({ AUTH: 'dev' }).edge.hstsSeconds).toBe(0);
    expect(read({ HSTS_SECONDS: '600' }).edge.hstsSeconds).toBe(600);
  });

  it.each([
    ['MONGO_URL', undefined],
    ['MONGO_URL', ''],
    ['MONGO_URL', 'http://store'],
    ['KAFKA_BROKERS', undefined],
    ['KAFKA_BROKERS', ''],
    ['KAFKA_BROKERS', 'a'],
    ['KAFKA_BROKERS', 'a:9092,'],
    ['KAFKA_BROKERS', 'a:9092, b:9092'],
    ['KAFKA_BROKERS', 'a:99999'],
    ['KAFKA_BROKERS', 'a:0'],
    ['PORT', ''],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '65536'],
    ['PORT', '0x50'],
    ['PORT', '1e3'],
    ['PORT', ' 80'],
    ['OPS_PORT', '65536'],
    ['RATE_LIMITS', 'none'],
    ['RATE_PER_CALLER', '0'],
    ['RATE_BURST', '-1'],
    ['CONNECTIONS_MAX', '1'],
    ['HSTS_SECONDS', 'max-age=1'],
    ['TRUSTED_PROXIES', 'proxy.example.kr'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', '10.0.0.1,'],
    ['CLOCK', 'fast'],
    ['CLOCK', ''],
    ['KAFKA_SSL', 'yes'],
    ['LOG_LEVEL', 'verbose'],
    ['TOPIC_PREFIX', 'a b'],
    ['TOPIC_PREFIX', 'x'.repeat(61)],
    ['INBOX_DEATHS_MAX', '2'],
    ['POLICY_FILE', '/nowhere/policy.json'],
  ])('%s=%o stops the start and names itself', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`^${name}=`));
  });

  it.each([
    ['not JSON', '{'],
    ['an unknown key', '{"rows":[{"key":"intake.nothing","from":"2026-01-01","value":1,"basis":"-"}]}'],
    ['no object', 'null'],
  ])('a policy file that is %s stops the start and names the setting and the file', (_, text) => {
    const file = fileOf(text);
    expect(() => read({ POLICY_FILE: file })).toThrow(new RegExp(`^POLICY_FILE=${file}: .+`));
  });

  it('read the policy file', () => {
    const row = { key: 'review.noticeDays', from: '2026-01-01', value: 10, basis: '운영규정' };
    const { policy } = read({ POLICY_FILE: fileOf(JSON.stringify({ rows: [row] })) });
    expect(policy.on('2026-01-01')['review.noticeDays']).toBe(10);
  });

  it('do not show a password of an address that is refused', () => {
    expect(() => read({ MONGO_URL: 'user:hunter2@store/intake' })).toThrow(expect.not.stringContaining('hunter2'));
  });

  it('want a password with a user name', () => {
    expect(() => read({ KAFKA_SASL_USERNAME: 'intake' })).toThrow(/^KAFKA_SASL_PASSWORD=\(not set\)/);
    expect(() => read({ KAFKA_SASL_USERNAME: '', KAFKA_SASL_PASSWORD: 'x' })).toThrow(/^KAFKA_SASL_USERNAME=/);
  });

  it('take the address of the store from a file, for it may hold a password', () => {
    const url = 'mongodb://intake:hunter2@store/intake?tls=true';
    const MONGO_URL_FILE = fileOf(`${url}\n`);
    expect(read({ MONGO_URL: undefined, MONGO_URL_FILE }).mongoUrl).toBe(url);
  });

  it('S16: log in to the store on another machine over TLS only, unless clear lines are allowed', () => {
    const MONGO_URL = 'mongodb://intake:hunter2@store/intake';
    expect(() => read({ MONGO_URL })).toThrow(/^MONGO_URL=/);
    expect(read({ MONGO_URL, ALLOW_CLEAR_LINES: 'yes' }).mongoUrl).toBe(MONGO_URL);
  });

  it('S6: refuse the clock that can be moved, and the development issuer, where others reach the service', () => {
    for (const [name, value] of [
      ['CLOCK', 'sandbox'],
      ['AUTH', 'dev'],
    ] as const) {
      const wrong = new RegExp(`^${name}=${value}`);
      expect(() => read({ [name]: value, NODE_ENV: 'production' })).toThrow(wrong);
      expect(() => read({ [name]: value, HOST: '0.0.0.0' })).toThrow(wrong);
    }
    expect(read({ NODE_ENV: 'production' })).toMatchObject({ clock: 'system', exposure: { host: '0.0.0.0' } });
  });
});
