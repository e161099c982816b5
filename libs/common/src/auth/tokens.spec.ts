import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '#testing/eventually.js';
import { devToken } from '../http/dev-tokens.http.js';
import { authSettingsFrom } from './settings.js';
import { TokenVerifier } from './tokens.js';

const AUDIENCE = 'digital-service';

/** An OpenID issuer on a port of its own. */
class Issuer {
  requests: string[] = [];
  answering = true;
  url = '';
  private server: Server | undefined;
  private jwks: object = {};
  private key: CryptoKey | undefined;

  async start(): Promise<void> {
    await this.rotate('k1');
    this.server = createServer((request, response) => {
      this.requests.push(request.url ?? '');
      if (!this.answering) return void response.writeHead(500).end();
      const isDiscovery = request.url === '/.well-known/openid-configuration';
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(isDiscovery ? { issuer: this.url, jwks_uri: `${this.url}/keys` } : this.jwks));
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async rotate(kid: string): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    this.key = privateKey;
    this.jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] };
  }

  token(claims: JWTPayload = {}, kid = 'k1', header: { readonly typ?: string } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const defaults = { iss: this.url, aud: AUDIENCE, sub: 'kim', iat: now, exp: now + 600, roles: ['SUPPLIER'] };
    if (this.key === undefined) throw new Error('not started');
    return new SignJWT({ ...defaults, ...claims }).setProtectedHeader({ alg: 'ES256', kid, ...header }).sign(this.key);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server?.close(() => resolve());
      this.server?.closeAllConnections();
    });
  }
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const withoutExpiry = { exp: undefined } as unknown as JWTPayload;

describe('Tokens of an OpenID issuer', () => {
  const issuer = new Issuer();
  const verifier = (rolesClaim = 'roles', more: { tokenType?: 'any' | 'at+jwt'; lifetimeMax?: number } = {}) =>
    new TokenVerifier({ mode: 'oidc', issuer: issuer.url, audience: AUDIENCE, rolesClaim, ...more });

  beforeAll(() => issuer.start());
  beforeEach(() => {
    issuer.requests = [];
    issuer.answering = true;
  });
  afterAll(() => issuer.stop());

  it('name a person; keys are fetched once', async () => {
    const tokens = verifier();
    const token = await issuer.token({ org: '123-45-67890', roles: ['SUPPLIER', 'KING', 'MEMBER'] });
    const people = await Promise.all([tokens.verify(token), tokens.verify(token)]);
    expect(people[0]).toEqual({ kind: 'person', sub: 'kim', org: '1234567890', roles: ['SUPPLIER', 'MEMBER'] });
    await tokens.verify(token);
    expect(issuer.requests).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it.each<[string, JWTPayload]>([
    ['realm_access.roles', { realm_access: { roles: ['CHAIR'] } }],
    ['https://example.kr/roles', { 'https://example.kr/roles': 'CHAIR other' }],
  ])('have their roles at %s', async (claim, claims) => {
    expect((await verifier(claim).verify(await issuer.token(claims))).roles).toEqual(['CHAIR']);
  });

  it('may be half a minute late, not more', async () => {
    const now = Math.floor(Date.now() / 1000);
    await expect(verifier().verify(await issuer.token({ exp: now - 20 }))).resolves.toMatchObject({ sub: 'kim' });
    await expect(verifier().verify(await issuer.token({ exp: now - 60 }))).rejects.toMatchObject({ status: 401 });
  });

  it.each<[string, JWTPayload]>([
    ['another audience', { aud: 'other' }],
    ['another issuer', { iss: 'http://other' }],
    ['no person', { sub: '' }],
    ['no expiry', withoutExpiry],
    ['a start in the future', { nbf: Math.floor(Date.now() / 1000) + 600 }],
  ])('are refused with %s', async (_, claims) => {
    await expect(verifier().verify(await issuer.token(claims))).rejects.toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
  });

  it.each<[string, JWTPayload]>([
    ['that ends in a hundred years', { exp: Math.floor(Date.now() / 1000) + 3_155_760_000 }],
    ['that ends a minute after a day', { exp: Math.floor(Date.now() / 1000) + 86_460 }],
    ['that does not say since when it holds', { iat: undefined } as unknown as JWTPayload],
    ['that was given out in the future', { iat: Math.floor(Date.now() / 1000) + 3_600 }],
    ['of a timer', { sub: 'system:timers' }],
    ['of an operator', { sub: 'operator:lee' }],
    ['of a system in capitals', { sub: 'SYSTEM:relay' }],
    ['with a NUL in its name', { sub: 'kim\u0000' }],
    ['with a line break in its name', { sub: 'kim\nlee' }],
    ['with a name that is written backwards', { sub: 'kim\u202elee' }],
    ['with a name that does not show', { sub: '\u200b' }],
    ['with a name of 201 characters', { sub: 'k'.repeat(201) }],
    ['made for a session', { nonce: 'x' }],
    ['made for a code', { c_hash: 'x' }],
    ['that says it is an ID token', { typ: 'ID' }],
    ['that says it is a refresh token', { typ: 'Refresh' }],
  ])('S25: are refused, one %s', async (_, claims) => {
    await expect(verifier().verify(await issuer.token(claims))).rejects.toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
  });

  it('S25: hold when they end within a day, or within what is set', async () => {
    const [now, minute] = [Math.floor(Date.now() / 1000), 60];
    const of = (seconds: number) => issuer.token({ exp: now + seconds });
    await expect(verifier().verify(await of(86_400 - minute))).resolves.toMatchObject({ sub: 'kim' });
    const short = verifier('roles', { lifetimeMax: 300 });
    await expect(short.verify(await of(300 - minute))).resolves.toMatchObject({ sub: 'kim' });
    await expect(short.verify(await of(300 + minute))).rejects.toMatchObject({ status: 401 });
  });

  it.each<[string | undefined, boolean, boolean]>([
    ['at+jwt', true, true],
    ['application/at+jwt', true, true],
    ['AT+JWT', true, true],
    ['JWT', true, false],
    [undefined, true, false],
    ['logout+jwt', false, false],
    ['dpop+jwt', false, false],
    ['secevent+jwt', false, false],
  ])('S25: of the type %s hold: %s; where access tokens alone do: %s', async (typ, usually, strictly) => {
    const token = await issuer.token({}, 'k1', typ === undefined ? {} : { typ });
    const holds = (tokens: TokenVerifier) =>
      tokens.verify(token).then(
        () => true,
        ({ status }: { readonly status: number }) => status !== 401,
      );
    expect([await holds(verifier()), await holds(verifier('roles', { tokenType: 'at+jwt' }))]).toEqual([
      usually,
      strictly,
    ]);
  });

  it('S25: that say they are access tokens hold with the claims of a session', async () => {
    for (const token of [
      await issuer.token({ nonce: 'x', typ: 'Bearer' }),
      await issuer.token({ nonce: 'x' }, 'k1', { typ: 'at+jwt' }),
    ])
      await expect(verifier().verify(token)).resolves.toMatchObject({ sub: 'kim' });
  });

  it('are refused unsigned, signed with a shared secret, altered, or of the development key', async () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer.url, aud: AUDIENCE, sub: 'kim', exp: now + 600, roles: ['ADMIN'] };
    const [header, , signature] = (await issuer.token()).split('.');
    const shared = new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(Buffer.alloc(32, 1));
    const forged = [
      `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
      await shared,
      `${header}.${encoded(claims)}.${signature}`,
      (await devToken({ sub: 'kim', roles: ['ADMIN'] })).token,
    ];
    for (const token of forged) await expect(verifier().verify(token)).rejects.toMatchObject({ status: 401 });
  });

  it('are refused with 503 while the issuer is away, and hold again when it is back', async () => {
    const tokens = verifier();
    const token = await issuer.token();
    issuer.answering = false;
    const started = performance.now();
    await expect(tokens.verify(token)).rejects.toMatchObject({ kind: 'unavailable', code: 'ISSUER_UNAVAILABLE' });
    await expect(tokens.verify(token)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(performance.now() - started).toBeLessThan(1000);
    expect(issuer.requests).toHaveLength(1);
    issuer.answering = true;
    await eventually(() => expect(tokens.verify(token)).resolves.toMatchObject({ sub: 'kim' }), { within: 1_050 });
  });

  it('S25: that held are believed for a minute at most, and never beyond their end', async () => {
    const tokens = verifier();
    const now = Math.floor(Date.now() / 1000);
    const [long, short] = [await issuer.token(), await issuer.token({ sub: 'lee', exp: now + 10 })];
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      for (const token of [long, short]) await tokens.verify(token);
      issuer.answering = false;
      vi.setSystemTime(Date.now() + 41_000);
      await expect(tokens.verify(long)).resolves.toMatchObject({ sub: 'kim' });
      await expect(tokens.verify(short)).rejects.toMatchObject({ status: 401 });

      // The key that signed it is no longer among the issuer's.
      await issuer.rotate('k2');
      issuer.answering = true;
      const anew = verifier();
      await expect(anew.verify(long)).rejects.toMatchObject({ status: 401 });
      vi.setSystemTime(Date.now() + 20_000);
      const check = vi.spyOn(tokens as unknown as { check: () => unknown }, 'check');
      await tokens.verify(long);
      expect(check).toHaveBeenCalledOnce();
    } finally {
      vi.useRealTimers();
      issuer.answering = true;
      await issuer.rotate('k1');
    }
  });

  it('of an unknown key are refused, not taken for an outage', async () => {
    await expect(verifier().verify(await issuer.token({}, 'k9'))).rejects.toMatchObject({ status: 401 });
  });
});

describe('Settings of AUTH', () => {
  const oidc = { AUTH: 'oidc', OIDC_ISSUER: 'https://id.example.kr', OIDC_AUDIENCE: 'x' };

  it('are read from the environment', () => {
    expect(authSettingsFrom({ AUTH: 'dev' })).toEqual({ mode: 'dev' });
    expect(authSettingsFrom(oidc)).toMatchObject({
      mode: 'oidc',
      rolesClaim: 'roles',
      tokenType: 'any',
      lifetimeMax: 86_400,
    });
    expect(authSettingsFrom({ ...oidc, OIDC_TOKEN_TYPE: 'at+jwt', TOKEN_LIFETIME_MAX: '300' })).toMatchObject({
      tokenType: 'at+jwt',
      lifetimeMax: 300,
    });
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ AUTH: 'none' }, /AUTH=none: must be one of oidc, dev/],
    [{}, /OIDC_ISSUER=\(not set\): /],
    [{ ...oidc, OIDC_ISSUER: 'id' }, /OIDC_ISSUER=id: /],
    [{ ...oidc, OIDC_AUDIENCE: '' }, /OIDC_AUDIENCE=: /],
    [{ ...oidc, OIDC_TOKEN_TYPE: 'jwt' }, /OIDC_TOKEN_TYPE=jwt: /],
    [{ ...oidc, TOKEN_LIFETIME_MAX: '0' }, /TOKEN_LIFETIME_MAX=0: /],
  ])('%j are refused by name', (env, message) => {
    expect(() => authSettingsFrom(env)).toThrow(message);
  });

  it.each([
    'http://id.example.kr',
    'http://127.0.0.1.example.kr',
    'javascript:x',
    'data:application/json,{}',
    'file:///etc/issuer',
    'https://id.example.kr/?tenant=1',
    'https://id.example.kr/#a',
  ])('S16: take no issuer %s: others could read or alter what comes from there', (OIDC_ISSUER) => {
    expect(() => authSettingsFrom({ ...oidc, OIDC_ISSUER })).toThrow(/^OIDC_ISSUER=.*: must /);
  });

  it.each(['https://id.example.kr/realms/dsc', 'http://127.0.0.1:8080/realms/dsc', 'http://localhost:8080'])(
    'S16: take the issuer %s',
    (OIDC_ISSUER) => expect(authSettingsFrom({ ...oidc, OIDC_ISSUER })).toMatchObject({ issuer: OIDC_ISSUER }),
  );

  it.each(['https', 'http', 'ftp'])('S16: do not repeat a password in an issuer of %s', (protocol) => {
    const read = () => authSettingsFrom({ ...oidc, OIDC_ISSUER: `${protocol}://dsc:hunter2@id.example.kr` });
    expect(read).toThrow(/^OIDC_ISSUER=\(not shown\)/);
    expect(read).toThrow(expect.not.stringContaining('hunter2'));
  });
});
