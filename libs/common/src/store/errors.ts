/** Errors of the MongoDB driver, of mongoose and our own that mean the store is away, not that a request is wrong. */
const NAMES: ReadonlySet<string> = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoOperationTimeoutError',
  'NotInTime',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoServerClosedError',
  'MongoPoolClosedError',
  'MongoPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongoExpiredSessionError',
  'PoolClearedError',
  'PoolClearedOnNetworkError',
  'WaitQueueTimeoutError',
]);

/** Server codes of a primary that steps down, shuts down or runs out of time, and of what fails with it. */
const SERVER_CODES: ReadonlySet<number> = new Set([
  6, 7, 43, 50, 64, 89, 91, 112, 133, 134, 175, 189, 202, 251, 262, 9001, 10107, 11600, 11601, 11602, 13435, 13436,
]);

/**
 * Codes of the operating system for a broken connection or a missing host. The driver passes a failed write on as it
 * is: an `Error` with a `code`, without a `MongoNetworkError` around it.
 */
const LINE_CODES: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'ECONNREFUSED',
  'EPIPE',
  'ENOTCONN',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

const LABELS = ['RetryableWriteError', 'TransientTransactionError', 'NetworkError', 'PoolRequestedRetry'];
const MESSAGES = /not primary|node is recovering|not master|buffering timed out|interrupted at shutdown/i;

/** Whether the store was away: another try later may succeed. */
export function isStoreUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (NAMES.has(error.name)) return true;
  const { code, errorLabels } = error as Error & { code?: unknown; errorLabels?: unknown };
  if (typeof code === 'string' && LINE_CODES.has(code)) return true;
  if (!error.name.startsWith('Mongo')) return isStoreUnavailable(error.cause);
  if (typeof code === 'number' && SERVER_CODES.has(code)) return true;
  if (Array.isArray(errorLabels) && LABELS.some((label) => errorLabels.includes(label))) return true;
  return MESSAGES.test(error.message) || isStoreUnavailable(error.cause);
}

const DUPLICATE_KEY = 11_000;

/** Whether a unique index refused the write; also of one error among those of a bulk write. */
export const isDuplicateKey = (error: unknown): boolean =>
  (error as { readonly code?: unknown } | undefined)?.code === DUPLICATE_KEY;

interface WriteRefused {
  readonly index: number;
}

/**
 * Places of the writes of an unordered bulk that met a key which was there; all others were made.
 * @returns undefined when something else went wrong
 */
export function duplicatesOf(error: unknown): ReadonlySet<number> | undefined {
  const { writeErrors } = error as { readonly writeErrors?: WriteRefused | readonly WriteRefused[] };
  const refused = [writeErrors ?? []].flat() as readonly WriteRefused[];
  if (refused.length === 0 || !refused.every(isDuplicateKey)) return undefined;
  return new Set(refused.map(({ index }) => index));
}
