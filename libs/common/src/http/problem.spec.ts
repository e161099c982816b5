import type { ArgumentsHost } from '@nestjs/common';
import mongoose from 'mongoose';
import { firstValueFrom, type Observable } from 'rxjs';
import { forbidden, invalid, notFound, Refusal, unavailable, wrongState } from '../kernel/errors.js';
import { answerTo, problemOf } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { isStoreUnavailable } from '../store/errors.js';

const { MongoServerError, MongoNetworkError, MongoOperationTimeoutError } = mongoose.mongo;
const named = (name: string, message = 'x', more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

describe('What a failure is answered with', () => {
  it.each<[number, Error]>([
    [422, invalid('X', 'x')],
    [403, forbidden('x')],
    [404, notFound('thing', '1')],
    [409, wrongState('X', 'x')],
    [412, new Refusal('stale', 'X', 'x')],
    [428, new Refusal('precondition', 'X', 'x')],
    [413, new Refusal('too-large', 'X', 'x')],
    [415, new Refusal('unsupported', 'X', 'x')],
    [503, unavailable('X', 'x')],
    [500, new TypeError('x')],
    [500, named('MongoServerError', 'E11000 duplicate key', { code: 11000 })],
    [500, Object.assign(new Error('outgoing call failed'), { statusCode: 404, code: 'OTHER' })],
  ])('%s for %s', (status, error) => {
    const answer = answerTo(error);
    expect(answer.status).toBe(status);
    expect('retry-after' in answer.headers).toBe(status === 503);
  });

  it('is a problem body of RFC 9457', () => {
    const errors = [{ pointer: '/a', code: 'FIELD_REQUIRED', detail: 'text' }];
    expect(problemOf(answerTo(invalid('QUORUM_NOT_MET', 'Ten came.', errors)), 'abc')).toEqual({
      type: 'urn:digital-service:problem:quorum-not-met',
      title: 'Invalid request',
      status: 422,
      code: 'QUORUM_NOT_MET',
      detail: 'Ten came.',
      errors,
      traceId: 'abc',
    });
  });

  it('is left to the consumer when it was no request', async () => {
    const error = new TypeError('of a handler');
    const host = { getType: () => 'rpc' } as unknown as ArgumentsHost;
    const passed = new ProblemFilter().catch(error, host) as Observable<never>;
    await expect(firstValueFrom(passed)).rejects.toBe(error);
  });
});

describe('A store that is away', () => {
  it.each<[string, Error]>([
    ['network', new MongoNetworkError('connection closed')],
    ['timeout', new MongoOperationTimeoutError('timed out')],
    ['selection', named('MongooseServerSelectionError')],
    ['buffering', named('MongooseError', 'Operation `x.find()` buffering timed out after 10000ms')],
    ['not primary', new MongoServerError({ message: 'not primary', code: 10107 })],
    ['not primary, by message', new MongoServerError({ message: 'not primary', code: 1 })],
    ['retryable label', named('MongoServerError', 'x', { errorLabels: ['RetryableWriteError'] })],
    ['wrapped', new Error('save failed', { cause: new MongoNetworkError('x') })],
    [
      'a write into a broken line',
      Object.assign(new Error('write ECONNRESET'), { code: 'ECONNRESET', syscall: 'write' }),
    ],
    ['a host without a name', Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' })],
  ])('%s', (_, error) => expect(isStoreUnavailable(error)).toBe(true));

  it.each<[string, unknown]>([
    ['duplicate key', new MongoServerError({ message: 'E11000', code: 11000 })],
    ['bad query', new MongoServerError({ message: 'unknown operator', code: 2 })],
    ['our mistake', new TypeError('not primary')],
    ['a file that is missing', Object.assign(new Error('open'), { code: 'ENOENT', syscall: 'open' })],
    ['nothing', undefined],
  ])('is not %s', (_, error) => expect(isStoreUnavailable(error)).toBe(false));
});
