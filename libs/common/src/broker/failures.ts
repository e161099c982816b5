import { isStoreUnavailable } from '../store/errors.js';
import { Refusal } from '../kernel/errors.js';
import type { RefusalKind } from '../kernel/refusal-codes.js';

/**
 * What to do about a handler that failed:
 * - `refused`: the domain said no, or the record is no good. Dead-letter it at once.
 * - `absent`: what it refers to has not arrived. Park it.
 * - `transient`: the store, the broker or another service is away. Try for as long as it takes.
 * - `rebalance`: the partition is no longer ours. Let it go.
 * - `mistake`: an error of ours. Try a few times, then dead-letter it.
 */
export type Failure = 'refused' | 'absent' | 'transient' | 'rebalance' | 'mistake';

/** The record itself is no good; another try cannot help. */
export class Unreadable extends Error {
  constructor(
    readonly reason: 'UNDECODABLE' | 'WRONG_HASH' | 'UNKNOWN_VERSION' | 'SCHEMA_INVALID',
    detail: string,
  ) {
    super(detail);
  }
}

const REFUSALS: Partial<Record<RefusalKind, Failure>> = {
  unavailable: 'transient',
  stale: 'transient',
  hidden: 'absent',
};
const REBALANCE = new Set([
  'REBALANCE_IN_PROGRESS',
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'FENCED_INSTANCE_ID',
  'NOT_COORDINATOR_FOR_GROUP',
]);
const BROKER_AWAY = /^KafkaJS(Connection|NumberOfRetries|RequestTimeout|Broker|LockTimeout|GroupCoordinator|NoBroker)/;

interface MaybeTyped {
  readonly name?: string;
  readonly type?: string;
  readonly code?: number | string;
  readonly cause?: unknown;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Unreadable) return 'refused';
  if (error instanceof Refusal) return REFUSALS[error.kind] ?? 'refused';
  const { name = '', type = '', code, cause } = (error ?? {}) as MaybeTyped;
  // kafkajs wraps what it does not try again itself, and outages are among that.
  if (name === 'KafkaJSNonRetriableError' && cause !== undefined) return failureOf(cause);
  if (REBALANCE.has(type)) return 'rebalance';
  if (BROKER_AWAY.test(name) || isStoreUnavailable(error)) return 'transient';
  if (typeof code === 'string' && /^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|AI_AGAIN)/.test(code)) return 'transient';
  return 'mistake';
}

export interface DeadLetterCause {
  /** Stable: `SCHEMA_INVALID`, `WRONG_HASH`, a refusal's code, an error's name. */
  readonly reason: string;
  readonly error: string;
  readonly attempts: number;
}

/** The cause, as a dead letter names it. */
export function causeOf(error: unknown, attempts: number): DeadLetterCause {
  if (error instanceof Unreadable) return { reason: error.reason, error: error.message, attempts };
  if (error instanceof Refusal) return { reason: error.code, error: error.detail, attempts };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { reason: name, error: message, attempts };
}
