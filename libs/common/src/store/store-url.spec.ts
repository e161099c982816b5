import { ensureStoreUrl } from './store-url.js';

const check = (url: string, clearLines = false) => ensureStoreUrl('MONGO_URL', url, clearLines);
const PASSWORD = 'hunter2';
const at = (host: string, query = '') => `mongodb://intake:${PASSWORD}@${host}/intake?replicaSet=rs0${query}`;

describe('The address of a store', () => {
  it.each([
    ['no login', 'mongodb://store/intake?replicaSet=rs0'],
    ['a login on this machine', at('127.0.0.1:27017')],
    ['a login on three members of this machine', at('127.0.0.1:1,localhost:2,[::1]:3')],
    ['a login over TLS', at('store', '&tls=true')],
    ['a login over TLS with an authority of its own', at('store', '&tls=true&tlsCAFile=/nowhere/ca.pem')],
    ['a login at a seed list, which has TLS', `mongodb+srv://intake:${PASSWORD}@store.example.kr/intake`],
    [
      'a login through a socket of this machine',
      `mongodb://intake:${PASSWORD}@${encodeURIComponent('/tmp/mongod.sock')}/intake`,
    ],
    [
      'a password as it is, in this machine',
      `mongodb://a:${PASSWORD}@127.0.0.1/?authMechanism=PLAIN&directConnection=true`,
    ],
  ])('is taken with %s', (_, url) => expect(() => check(url)).not.toThrow());

  it.each([
    ['another machine', at('store')],
    ['another machine among ours', at('127.0.0.1:1,10.0.0.7:2')],
    ['another machine without a check of its certificate', at('store', '&tls=true&tlsAllowInvalidCertificates=true')],
    ['another machine without a check of its name', at('store', '&tls=true&tlsAllowInvalidHostnames=true')],
    ['another machine without any check', at('store', '&tls=true&tlsInsecure=true')],
    ['a seed list without TLS', `mongodb+srv://intake:${PASSWORD}@store.example.kr/intake?tls=false`],
  ])('S16: is refused with a login at %s, unless clear lines are allowed', (_, url) => {
    expect(() => check(url)).toThrow(/^MONGO_URL=\(not shown.*ALLOW_CLEAR_LINES=yes/);
    expect(() => check(url)).toThrow(expect.not.stringContaining(PASSWORD));
    expect(() => check(url, true)).not.toThrow();
  });

  it.each([
    ['on another machine', at('store', '&authMechanism=PLAIN')],
    ['on members that this machine names', at('127.0.0.1', '&authMechanism=PLAIN')],
  ])('S16: never takes a password as it is without TLS, %s', (_, url) => {
    for (const clearLines of [true, false])
      expect(() => check(url, clearLines)).toThrow(/^MONGO_URL=\(not shown.*PLAIN sends the password/);
  });

  it.each([
    'http://store',
    '',
    'user:hunter2@store/intake',
    `mongodb://a:${PASSWORD}@/`,
    `mongodb://a:${PASSWORD}@b?x=y`,
  ])('is refused as %s, without its text', (url) => {
    expect(() => check(url)).toThrow(/^MONGO_URL=\(not shown/);
    expect(() => check(url)).toThrow(expect.not.stringContaining(PASSWORD));
  });
});
