import { addressFrom, baseFor, serves } from './ports.js';

describe('S23: The two ports', () => {
  it.each([
    ['/v1/applications', 'business'],
    ['/v1/audits', 'business'],
    ['/v1/clock-towers', 'business'],
    ['/openapi.json', 'business'],
    ['/docs', 'business'],
    ['/.well-known/event-keys.json', 'business'],
    ['/metrics', 'operations'],
    ['/health/ready', 'operations'],
    ['/v1/audit', 'operations'],
    ['/v1/clock', 'operations'],
    ['/v1/dead-letters', 'operations'],
    ['/v1/dead-letters/redrive', 'operations'],
    ['/dev/tokens', 'operations'],
  ] as const)('%s is on the %s port only', (path, port) => {
    expect([serves('business', path), serves('operations', path)]).toEqual([
      port === 'business',
      port === 'operations',
    ]);
    const address = { url: 'http://a:1', opsUrl: 'http://a:2' };
    expect(baseFor(address, `${path}?x=/metrics`)).toBe(port === 'business' ? 'http://a:1' : 'http://a:2');
  });

  it('both say that the process lives', () => {
    expect([serves('business', '/health/live'), serves('operations', '/health/live')]).toEqual([true, true]);
  });

  it.each([
    ['http://127.0.0.1:3001', 'http://127.0.0.1:3001', 'http://127.0.0.1:3101'],
    ['http://127.0.0.1:3001/', 'http://127.0.0.1:3001', 'http://127.0.0.1:3101'],
    ['http://[::1]:3001', 'http://[::1]:3001', 'http://[::1]:3101'],
    ['https://a.kr|http://10.0.0.1:9000', 'https://a.kr', 'http://10.0.0.1:9000'],
    ['https://a.kr', 'https://a.kr', 'https://a.kr:543'],
  ])('%s are %s and %s', (text, url, opsUrl) => {
    expect(addressFrom(text)).toEqual({ url, opsUrl });
  });
});
