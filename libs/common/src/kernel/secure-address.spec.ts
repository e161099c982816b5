import { isLoopback, isSecureAddress } from './secure-address.js';

describe('An address', () => {
  it.each(['127.0.0.1', '127.8.9.10', 'localhost', 'LOCALHOST', '::1', '[::1]', '::ffff:127.0.0.1'])(
    '%s is this machine',
    (host) => expect(isLoopback(host)).toBe(true),
  );

  it.each([
    '',
    '0.0.0.0',
    '::',
    '128.0.0.1',
    '10.0.0.1',
    '127.0.0.1.example.kr',
    '127.0.0',
    '127.0.0.256',
    '127.0.0.x',
    'localhost.example.kr',
    'my-localhost',
    'kafka',
  ])('"%s" is not', (host) => expect(isLoopback(host)).toBe(false));

  it.each(['https://id.example.kr', 'http://127.0.0.1:8080/realm', 'http://localhost', 'http://[::1]:1'])(
    '%s is secure',
    (url) => expect(isSecureAddress(new URL(url))).toBe(true),
  );

  it.each(['http://id.example.kr', 'javascript:x', 'data:text/plain,x', 'file:///etc/passwd', 'ftp://localhost/x'])(
    '%s is not',
    (url) => expect(isSecureAddress(new URL(url))).toBe(false),
  );
});
