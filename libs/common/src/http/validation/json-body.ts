import { HttpRefusal, invalid, shortened } from '../../kernel/errors.js';
import { own } from '../../kernel/own.js';

/** No event may be larger, so no command may: 256 KiB. Documents have a limit of their own. */
export const JSON_BYTES_MAX = 256 * 1024;
const DEPTH_MAX = 20;
/** Names that reach behind an object instead of into it. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** A pointer into a body (RFC 6901); a long name is cut, so that no answer repeats what was sent. */
export const pointerTo = (base: string, key: string | number): string =>
  shortened(`${base}/${shortened(String(key)).replaceAll('~', '~0').replaceAll('/', '~1')}`);

/** Reads a JSON body; an empty one is `undefined`. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const value = parsed(bytes);
  const path = hostilePath(value, 0);
  if (path !== undefined) refuse(path);
  return value;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes)) as unknown;
  } catch {
    throw new HttpRefusal(400, 'JSON_MALFORMED', 'The body is not valid JSON in UTF-8.');
  }
}

function refuse(path: readonly (string | number)[]): never {
  if (path.length > DEPTH_MAX) throw invalid('JSON_TOO_DEEP', `The body nests deeper than ${DEPTH_MAX} levels.`);
  const pointer = path.reduce<string>(pointerTo, '');
  throw invalid('REQUEST_INVALID', 'The body has a field that is never allowed.', [
    { pointer, code: 'FIELD_UNKNOWN', detail: `${path.at(-1)} is not a name of a field` },
  ]);
}

/** The way to the first name that is never allowed, or to the first value that lies too deep. */
function hostilePath(value: unknown, depth: number): readonly (string | number)[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= DEPTH_MAX) return [''];
  if (Array.isArray(value)) return hostileItem(value, depth);
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) return [key];
    const below = hostilePath(own(value as Record<string, unknown>, key), depth + 1);
    if (below !== undefined) return [key, ...below];
  }
  return undefined;
}

function hostileItem(items: readonly unknown[], depth: number): readonly (string | number)[] | undefined {
  for (let i = 0; i < items.length; i += 1) {
    const below = hostilePath(items[i], depth + 1);
    if (below !== undefined) return [i, ...below];
  }
  return undefined;
}
