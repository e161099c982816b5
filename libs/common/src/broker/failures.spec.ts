import mongoose from 'mongoose';
import { forbidden, invalid, notFound, Refusal, unavailable, wrongState } from '../kernel/errors.js';
import { causeOf, failureOf, Unreadable } from './failures.js';

const named = (name: string, more: object = {}): Error => Object.assign(new Error(name), { name, ...more });
const final = (cause: Error): Error => named('KafkaJSNonRetriableError', { cause });
const { MongoBulkWriteError, MongoNetworkError, MongoServerError } = mongoose.mongo;
const server = (code: number, labels: string[] = []) =>
  new MongoServerError({ message: 'no', code, errorLabels: labels });

describe('What a failed handler calls for', () => {
  it.each<[string, unknown]>([
    ['a record that is no good', new Unreadable('WRONG_HASH', 'x')],
    ['a wrong state', wrongState('X', 'x')],
    ['an invalid command', invalid('X', 'x')],
    ['a forbidden act', forbidden('x')],
  ])('%s: a dead letter at once', (_, error) => expect(failureOf(error)).toBe('refused'));

  it('something that is not there: it may be on its way from another topic', () =>
    expect(failureOf(notFound('listing', '1'))).toBe('absent'));

  it.each<[string, unknown]>([
    ['a dependency that says 503', unavailable('X', 'x')],
    ['a version that has moved on', new Refusal('stale', 'X', 'x')],
    ['a broken line to the store', new MongoNetworkError('x')],
    ['no store to be found', named('MongoServerSelectionError')],
    ['a store that took too long', named('MongoOperationTimeoutError')],
    ['a client that is closed', named('MongoClientClosedError')],
    ['a pool that was cleared', named('MongoPoolClearedError')],
    ['a primary that stepped down', server(10_107)],
    ['an interrupted operation', server(11_602)],
    ['a write that may be retried', server(1, ['RetryableWriteError'])],
    ['a broken line to the broker', named('KafkaJSConnectionError')],
    ['no broker', named('KafkaJSNoBrokerAvailableError')],
    ['a broker that gave no answer', named('KafkaJSRequestTimeoutError')],
    ['many tries in vain', named('KafkaJSNumberOfRetriesExceeded')],
    ['an outage that kafkajs takes for final', final(named('KafkaJSConnectionClosedError'))],
    ['a refused connection', named('Error', { code: 'ECONNREFUSED' })],
  ])('%s: more tries', (_, error) => expect(failureOf(error)).toBe('transient'));

  it.each(['REBALANCE_IN_PROGRESS', 'UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION'])('%s: letting go', (type) => {
    expect(failureOf(named('KafkaJSProtocolError', { type }))).toBe('rebalance');
  });

  it.each<[string, unknown]>([
    ['a TypeError', new TypeError('x')],
    ['a duplicate key', server(11_000)],
    ['what kafkajs takes for final, and rightly', final(named('KafkaJSSASLAuthenticationError'))],
    // As transient it would be tried without end, and no operator would hear of it.
    [
      'a bulk write that the store refuses',
      new MongoBulkWriteError({ message: 'bad', code: 52, writeErrors: [] } as never, {} as never),
    ],
    ['a thrown text', 'x'],
    ['nothing', undefined],
    ['null', null],
  ])('%s: a few tries, for it is ours', (_, error) => expect(failureOf(error)).toBe('mistake'));

  it('is told in the dead letter', () => {
    expect(causeOf(new Unreadable('SCHEMA_INVALID', '/text must be string'), 1)).toEqual({
      reason: 'SCHEMA_INVALID',
      error: '/text must be string',
      attempts: 1,
    });
    expect(causeOf(wrongState('LISTING_EXISTS', 'It exists.'), 2)).toEqual({
      reason: 'LISTING_EXISTS',
      error: 'It exists.',
      attempts: 2,
    });
    expect(causeOf(new TypeError('x is undefined'), 3)).toEqual({
      reason: 'TypeError',
      error: 'x is undefined',
      attempts: 3,
    });
    expect(causeOf('text', 3)).toEqual({ reason: 'Error', error: 'text', attempts: 3 });
  });
});
