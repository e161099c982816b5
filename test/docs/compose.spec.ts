import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { asEnvironment, SECURED } from '#infrastructure/kafka-properties.js';
import { OPERATIONS_OFFSET } from '#common/http/ports.js';
import { brokerAccess } from '#common/service/broker-access.js';
import { edgeSettingsOf } from '#common/service/edge-settings.js';
import { settingsOf } from '#common/service/settings.js';
import { SERVICES } from '../../tools/services.js';

interface Container {
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
  readonly cap_drop?: readonly string[];
  readonly read_only?: boolean;
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly pids_limit?: number;
}

const ROOT = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true, maxAliasCount: -1 }) as {
  readonly services: Readonly<Record<string, Container>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};
const all = Object.entries(compose.services);
const of = (profile: string) => all.filter(([, { profiles = [] }]) => profiles.includes(profile));
const production = (name: string): Container => compose.services[`production-${name}`] ?? {};
/** `${NAME:-default}` → its default. */
const byDefault = (text: string): string => text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
const secretsOf = ({ secrets = [] }: Container): readonly string[] =>
  secrets.map((one) => (typeof one === 'string' ? one : one.source));

describe('docker-compose.yml', () => {
  it('S27: gives no container more than it needs', () => {
    for (const [name, container] of all) {
      expect([name, container]).toEqual([
        name,
        expect.objectContaining({ cap_drop: ['ALL'], read_only: true, security_opt: ['no-new-privileges:true'] }),
      ]);
      expect([name, container.mem_limit, container.pids_limit]).toEqual([name, expect.anything(), expect.anything()]);
    }
  });

  it('S27: passes on every setting of the issuer', () => {
    for (const [, { environment = {} }] of all.filter(([, container]) => container.environment?.['SERVICE']))
      for (const name of ['OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_ROLES_CLAIM'])
        expect(environment[name]).toBe(`\${${name}:-}`);
  });

  it('S6: starts the trial with the second switch, and hands its ports on to this machine only', () => {
    const services = of('trial').filter(([, container]) => container.environment?.['SERVICE']);
    expect(services).toHaveLength(4);
    for (const [, { environment }] of services)
      expect(environment).toMatchObject({ ALLOW_INSECURE_DEVELOPMENT: 'yes', AUTH: '${AUTH:-dev}' });
    for (const [, { ports = [] }] of all) for (const port of ports) expect(byDefault(port)).toMatch(/^127\.0\.0\.1:/);
  });

  it('S23: hands the operations port of the trial on to this machine, whatever BIND says, and that of production not', () => {
    for (const { service, defaultPort } of SERVICES) {
      const opsPort = defaultPort + OPERATIONS_OFFSET;
      const { ports = [] } = compose.services[service] ?? {};
      expect(ports).toContain(`127.0.0.1:\${${service.toUpperCase()}_OPS_PORT:-${opsPort}}:${opsPort}`);
      expect(production(service).ports?.map(byDefault)).toEqual([`127.0.0.1:${defaultPort}:${defaultPort}`]);
      expect(byDefault(production(service).environment?.['OPS_HOST'] ?? '')).toBe('127.0.0.1');
    }
  });

  it('S12: brakes the clients of production as a service does by itself', () => {
    for (const { service } of SERVICES) {
      const { environment = {} } = production(service);
      const set = Object.entries(environment).filter(([name]) => /^(RATE|CONNECTIONS|TRUSTED|HSTS|AUTH)/.test(name));
      expect(edgeSettingsOf(Object.fromEntries(set.map(([name, value]) => [name, byDefault(value)])))).toEqual(
        edgeSettingsOf({}),
      );
    }
  });

  it('S6: starts production with nothing that is for development', () => {
    for (const { service } of SERVICES) {
      const { environment = {} } = production(service);
      expect(environment).toMatchObject({ AUTH: 'oidc', CLOCK: 'system' });
      expect(Object.keys(environment)).not.toContain('ALLOW_INSECURE_DEVELOPMENT');
    }
    expect(read('deploy/Dockerfile')).toMatch(/^ENV NODE_ENV=production HOST=0\.0\.0\.0$/m);
  });

  it('S2: gives the broker of production what the broker of the tests has, which refuses what no right allows', () => {
    expect(production('kafka').environment).toMatchObject(asEnvironment(SECURED));
    const listeners = production('kafka').environment?.['KAFKA_LISTENERS']?.split(',') ?? [];
    const open = listeners.filter((listener) => !listener.includes('//127.0.0.1:'));
    expect(open).toEqual(['INSIDE://:9092']);
    expect(production('kafka').ports).toBeUndefined();
  });

  it('S2: lets each service of production log in as itself, over TLS, and prove its records by its own key', () => {
    for (const { service } of SERVICES) {
      const { environment = {}, secrets } = production(service);
      expect(environment).toMatchObject({ KAFKA_SSL: 'true', KAFKA_SASL_USERNAME: service });
      expect(environment['KAFKA_SASL_PASSWORD_FILE']).toBe(`/run/secrets/kafka-${service}`);
      expect(secretsOf({ ...(secrets !== undefined && { secrets }) })).toEqual([
        'ca.crt',
        `kafka-${service}`,
        `mongo-url-${service}`,
        `${service}.signing-key.json`,
        'event-keys.json',
        // Only those whose events name people of the review.
        ...(service === 'intake' || service === 'review' ? ['pseudonym-key'] : []),
        // S3: only review can open a vote.
        ...(service === 'review' ? ['vote-key'] : []),
      ]);
      expect(environment).toMatchObject({
        SIGNING_KEY_FILE: `/run/secrets/${service}.signing-key.json`,
        EVENT_KEYS_FILE: '/run/secrets/event-keys.json',
      });
      expect(environment['VOTE_KEY_FILE']).toBe(service === 'review' ? '/run/secrets/vote-key' : undefined);
    }
  });

  it('S16: sends no password over a line without TLS in production', () => {
    const files = {
      KAFKA_SSL_CA: undefined,
      KAFKA_SASL_PASSWORD_FILE: undefined,
      KAFKA_SASL_PASSWORD: 'x'.repeat(20),
      PSEUDONYM_KEY_FILE: undefined,
    };
    const made = /printf '(mongodb:[^']+)\\n'/.exec(read('deploy/make-secrets'))?.[1] ?? '';
    const store = made.replaceAll('%s', 'x');
    for (const { service } of SERVICES) {
      const env = { ...production(service).environment, ...files, MONGO_URL_FILE: undefined, MONGO_URL: store };
      const set = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value && byDefault(value)]));
      expect(settingsOf(set, 0)).toMatchObject({ broker: { tls: {}, clearLines: false } });
    }
  });

  it('S2: gives its password to every account that the broker has by default', () => {
    const accounts = brokerAccess(SERVICES, { prefix: '', readers: ['downstream'] }).map(({ name }) => `kafka-${name}`);
    expect([...secretsOf(production('broker-access'))].sort()).toEqual([...accounts, 'kafka-administrator'].sort());
  });

  it('makes every secret that it names', () => {
    const names = Object.keys(compose.secrets).map((name) =>
      name.replace(/\b(intake|review|catalog|contracts)\b/, '$service'),
    );
    const text = read('deploy/make-secrets').replaceAll('$store', 'production-$service-mongo');
    for (const name of names) expect([name, text.includes(name)]).toEqual([name, true]);
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/deploy\/secrets\//);
  });

  it('lets the profiles share no network and no volume', () => {
    const used = (profile: string) => new Set(of(profile).flatMap(([, { networks = [] }]) => networks));
    expect([...used('trial')].filter((network) => used('production').has(network))).toEqual([]);
  });
});
