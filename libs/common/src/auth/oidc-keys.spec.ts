import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OidcKeys } from './oidc-keys.js';

/** An issuer whose two answers each test makes itself. */
class Issuer {
  url = '';
  configuration: (response: ServerResponse) => void = () => undefined;
  keys: (response: ServerResponse) => void = () => undefined;
  asked: string[] = [];
  private server: Server | undefined;

  async start(): Promise<void> {
    this.server = createServer(({ url = '' }, response) => {
      this.asked.push(url);
      response.on('error', () => undefined);
      response.setHeader('content-type', 'application/json');
      if (url === '/.well-known/openid-configuration') this.configuration(response);
      else this.keys(response);
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server?.close(() => resolve());
      this.server?.closeAllConnections();
    });
  }
}

const UNAVAILABLE = { kind: 'unavailable', code: 'ISSUER_UNAVAILABLE' };

describe('The keys of an issuer', () => {
  const issuer = new Issuer();
  let jwks: object;
  let token: { readonly protected: string; readonly payload: string; readonly signature: string };
  const keyOf = () => new OidcKeys(issuer.url).keyFor({ alg: 'ES256', kid: 'k1' }, token);
  const answer = (value: unknown) => (response: ServerResponse) => void response.end(JSON.stringify(value));
  const named = (uri: string, more: object = {}) => answer({ issuer: issuer.url, jwks_uri: uri, ...more });

  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] };
    const text = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey);
    const [header = '', payload = '', signature = ''] = text.split('.');
    token = { protected: header, payload, signature };
    await issuer.start();
  });
  beforeEach(() => {
    issuer.configuration = named(`${issuer.url}/keys`);
    issuer.keys = answer(jwks);
    issuer.asked = [];
  });
  afterAll(() => issuer.stop());

  it('are where its configuration says', async () => {
    await expect(keyOf()).resolves.toBeDefined();
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it.each([
    'http://keys.example.kr/keys',
    'http://localhost:1/keys',
    'javascript:x',
    'data:application/json,{"keys":[]}',
    'file:///etc/keys.json',
    '/keys',
    '',
  ])('S16: are not fetched from %j', async (uri) => {
    issuer.configuration = named(uri);
    await expect(keyOf()).rejects.toMatchObject(UNAVAILABLE);
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration']);
  });

  it('S16: are not fetched over http from another host than the issuer, also where one answers', async () => {
    issuer.configuration = named(`${issuer.url.replace('127.0.0.1', 'localhost')}/keys`);
    await expect(keyOf()).rejects.toMatchObject(UNAVAILABLE);
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration']);
  });

  it('S16: are not fetched by way of a redirect', async () => {
    const elsewhere = (response: ServerResponse) =>
      void response.writeHead(302, { location: `${issuer.url}/other` }).end();
    issuer.configuration = elsewhere;
    await expect(keyOf()).rejects.toMatchObject(UNAVAILABLE);
    issuer.configuration = named(`${issuer.url}/keys`);
    issuer.keys = elsewhere;
    await expect(keyOf()).rejects.toMatchObject(UNAVAILABLE);
    expect(issuer.asked).not.toContain('/other');
  });

  describe('S16: an answer without an end', () => {
    /** Sends until its client has gone; more than a few socket buffers, and it was not cut off. */
    const endless = (sent: { bytes: number; closed: boolean }) => (response: ServerResponse) => {
      response.on('close', () => (sent.closed = true));
      response.write('{"padding":"');
      const more = (): void => {
        if (sent.closed || sent.bytes > 64 * 1024 * 1024) return;
        sent.bytes += 65_536;
        if (response.write('x'.repeat(65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    };

    it.each(['configuration', 'keys'] as const)('is cut off: %s', async (which) => {
      const sent = { bytes: 0, closed: false };
      issuer[which] = endless(sent);
      await expect(keyOf()).rejects.toMatchObject(UNAVAILABLE);
      expect(sent.bytes).toBeLessThan(16 * 1024 * 1024);
    });

    it.each(['configuration', 'keys'] as const)(
      'is given up on after three seconds when it drips: %s',
      async (which) => {
        issuer[which] = (response) => {
          response.write('{');
          const drip = setInterval(() => response.write(' '), 100);
          response.on('close', () => clearInterval(drip));
        };
        const begun = performance.now();
        await expect(keyOf()).rejects.toMatchObject(UNAVAILABLE);
        expect(performance.now() - begun).toBeLessThan(4_000);
      },
    );
  });
});
