import { good, SampleClient } from './edge.fixture.js';

describe('A body', () => {
  let client: SampleClient;
  const call: SampleClient['call'] = (...request) => client.call(...request);
  const post: SampleClient['post'] = (...request) => client.post(...request);

  beforeAll(async () => {
    client = await SampleClient.start();
  });
  afterAll(() => client.stop());

  const json = { 'content-type': 'application/json' };

  it('takes what fits, normalised', async () => {
    const { status, body, headers } = await post({ ...good, name: '서비스'.normalize('NFD') });
    expect(status).toBe(201);
    expect(body.seen.body).toMatchObject({ name: '서비스', supplier: '1234567890' });
    expect(headers).toMatchObject({ etag: '"1"', location: '/v1/things/id-1', 'x-content-type-options': 'nosniff' });
  });

  it.each<[string, unknown, string, string]>([
    ['missing fields', {}, '/name', 'FIELD_REQUIRED'],
    ['null', { ...good, name: null }, '/name', 'FIELD_INVALID'],
    ['null for an optional field', { ...good, day: null }, '/day', 'FIELD_INVALID'],
    ['an operator instead of text', { ...good, name: { $gt: '' } }, '/name', 'FIELD_INVALID'],
    ['too long', { ...good, name: 'x'.repeat(21) }, '/name', 'FIELD_TOO_LONG'],
    ['blanks only', { ...good, name: '   ' }, '/name', 'FIELD_TOO_SHORT'],
    ['NUL', { ...good, name: 'a\u0000b' }, '/name', 'FIELD_CONTROL_CHARACTER'],
    ['a lone surrogate', { ...good, name: 'a\ud800' }, '/name', 'FIELD_CONTROL_CHARACTER'],
    ['S24: text turned around', { ...good, name: 'a\u202eb' }, '/name', 'FIELD_HIDDEN_CHARACTER'],
    ['S24: nothing that is shown', { ...good, name: '\u200b' }, '/name', 'FIELD_HIDDEN_CHARACTER'],
    ['an unknown field', { ...good, 'a/b~c': 1 }, '/a~1b~0c', 'FIELD_UNKNOWN'],
    ['a method name', { ...good, toString: 'x' }, '/toString', 'FIELD_UNKNOWN'],
    ['an inherited name', { ...good, hasOwnProperty: 1 }, '/hasOwnProperty', 'FIELD_UNKNOWN'],
    ['constructor', { ...good, main: { constructor: {} } }, '/main/constructor', 'FIELD_UNKNOWN'],
    ['a list for an object', { ...good, main: [] }, '/main', 'FIELD_INVALID'],
    ['a text for an object', { ...good, main: 'x' }, '/main', 'FIELD_INVALID'],
    ['an object for a list', { ...good, lines: { 0: good.lines[0] } }, '/lines', 'FIELD_INVALID'],
    ['a list in a list', { ...good, lines: [[]] }, '/lines/0', 'FIELD_INVALID'],
    ['null in a list', { ...good, lines: [null] }, '/lines/0', 'FIELD_INVALID'],
    [
      'a wrong field in a list',
      { ...good, lines: [good.lines[0], { item: 'b', price: -1 }] },
      '/lines/1/price',
      'FIELD_OUT_OF_RANGE',
    ],
    ['an unknown field in a list', { ...good, lines: [{ ...good.lines[0], x: 1 }] }, '/lines/0/x', 'FIELD_UNKNOWN'],
    ['too many', { ...good, lines: Array.from({ length: 4 }, () => good.lines[0]) }, '/lines', 'FIELD_TOO_MANY'],
    ['text for money', { ...good, lines: [{ item: 'b', price: '1' }] }, '/lines/0/price', 'FIELD_INVALID'],
    ['money beyond 2^53', { ...good, lines: [{ item: 'b', price: 2 ** 53 }] }, '/lines/0/price', 'FIELD_OUT_OF_RANGE'],
    ['a day that does not exist', { ...good, day: '2025-02-29' }, '/day', 'FIELD_INVALID'],
    ['not in the list', { ...good, networks: ['INTERNAL', 'MOON'] }, '/networks/1', 'FIELD_NOT_IN_LIST'],
    ['twice', { ...good, networks: ['INTERNAL', 'INTERNAL'] }, '/networks', 'FIELD_NOT_UNIQUE'],
  ])('refuses %s', async (_, payload, pointer, code) => {
    const { status, body, headers } = await post(payload);
    expect({ status, type: headers['content-type'], errors: body.errors }).toEqual({
      status: 422,
      type: expect.stringContaining('application/problem+json'),
      errors: expect.arrayContaining([expect.objectContaining({ pointer, code, detail: expect.any(String) })]),
    });
    expect(body.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('names every required field of a missing body', async () => {
    const { status, body } = await call('POST', '/v1/things');
    expect(status).toBe(422);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/name', '/supplier', '/lines']);
  });

  it('names all that is wrong, each once', async () => {
    const { body } = await post({ nickname: 'x', supplier: {}, lines: [{ item: '', x: 1 }] });
    expect(body.errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/nickname FIELD_UNKNOWN',
      '/lines/0/x FIELD_UNKNOWN',
      '/name FIELD_REQUIRED',
      '/supplier FIELD_INVALID',
      '/lines/0/item FIELD_TOO_SHORT',
      '/lines/0/price FIELD_REQUIRED',
    ]);
  });

  it.each<[string, string, number, string]>([
    ['half a document', '{"name":', 400, 'JSON_MALFORMED'],
    ['__proto__', '{"__proto__":{"admin":true}}', 422, 'REQUEST_INVALID'],
    ['a list', '[]', 422, 'REQUEST_INVALID'],
    ['null', 'null', 422, 'REQUEST_INVALID'],
    [
      'S1: a name that is never allowed, below long names',
      `{"${'k'.repeat(9_000)}":{"__proto__":1}}`,
      422,
      'REQUEST_INVALID',
    ],
    ['100,000 brackets', '['.repeat(100_000) + ']'.repeat(100_000), 422, 'JSON_TOO_DEEP'],
    ['S1: more than 256 KiB', JSON.stringify({ name: 'x'.repeat(256 * 1024) }), 413, 'BODY_TOO_LARGE'],
  ])('refuses %s', async (_, payload, status, code) => {
    const answer = await call('POST', '/v1/things', { payload, headers: json });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each<[string, object]>([
    ['a long name of a field', { [`k${'가'.repeat(80_000)}`]: 1 }],
    ['many long names', Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`${i}${'k'.repeat(280)}`, 1]))],
    ['long names in each other', { main: { ['m'.repeat(100_000)]: 1 }, ['k'.repeat(100_000)]: 1 }],
    ['names of characters that are escaped', { ['~/'.repeat(60_000)]: 1 }],
  ])('S22: is never repeated by its refusal: %s', async (_, payload) => {
    const { status, body, text } = await post({ ...good, ...payload });
    expect([status, body.code]).toEqual([422, 'REQUEST_INVALID']);
    expect(body.errors.length).toBeLessThanOrEqual(100);
    expect(Math.max(...body.errors.map(({ pointer }) => pointer.length))).toBeLessThanOrEqual(200);
    expect(text.length).toBeLessThan(60_000);
    const one = await post({ ...good, ['k'.repeat(200_000)]: 1 });
    expect(one.text.length).toBeLessThan(2_000);
  });

  it('S22: is never repeated by its refusal: a name that is never allowed, below long names in each other', async () => {
    const below = Array.from({ length: 15 }, (_, i) => `"${i}${'k'.repeat(10_000)}":{`);
    const payload = `{${below.join('')}"__proto__":1${'}'.repeat(below.length)}}`;
    const { status, body, text } = await call('POST', '/v1/things', { payload, headers: json });
    expect([status, body.errors.map(({ code }) => code)]).toEqual([422, ['FIELD_UNKNOWN']]);
    expect(body.errors[0]?.pointer.length).toBeLessThanOrEqual(200);
    expect(text.length).toBeLessThan(2_000);
  });

  it('S22: is never repeated either where no body, and no such path, is taken', async () => {
    const headers = { 'if-match': '"1"' };
    const body = await call('POST', '/v1/things/1/submission', { payload: { ['k'.repeat(200_000)]: 1 }, headers });
    expect([body.status, body.text.length < 2_000]).toEqual([422, true]);
    const path = await call('GET', `/${'k'.repeat(100_000)}`);
    expect([path.status, path.text.length < 6_000]).toEqual([404, true]);
  });

  it('refuses bytes that are no UTF-8', async () => {
    const answer = await call('POST', '/v1/things', { payload: Buffer.from([0x22, 0xff, 0x22]), headers: json });
    expect([answer.status, answer.body.code]).toEqual([400, 'JSON_MALFORMED']);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/pdf'])(
    'refuses %s where JSON is due',
    async (type) => {
      const answer = await call('POST', '/v1/things', { payload: 'a=b', headers: { 'content-type': type } });
      expect([answer.status, answer.body.code]).toEqual([415, 'CONTENT_TYPE_UNSUPPORTED']);
    },
  );

  it('refuses a body where none is taken', async () => {
    const answer = await call('POST', '/v1/things/1/submission', {
      payload: { x: 1 },
      headers: { 'if-match': '"1"' },
    });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/x', code: 'FIELD_UNKNOWN' })],
    ]);
  });

  it('never runs a handler whose body nothing checks', async () => {
    expect((await call('POST', '/v1/trusting', { payload: { any: 'x' } })).body.code).toBe('INTERNAL');
  });

  it('hands a document on as a stream, and refuses JSON in its place', async () => {
    const headers = { 'content-type': 'application/pdf; x=y' };
    const { body } = await call('PUT', '/v1/things/1/file', { payload: Buffer.alloc(2_000_000), headers });
    expect(body.seen).toMatchObject({ bytes: 2_000_000, type: 'application/pdf' });
    expect((await call('PUT', '/v1/things/1/file', { payload: {} })).status).toBe(415);
    expect((await call('PUT', '/v1/things/1/file')).status).toBe(415);
  });
});
