import { HttpRefusal, invalid } from '../../kernel/errors.js';

export const JSON_BYTES_MAX = 1024 * 1024;
const DEPTH_MAX = 20;
/** Names that reach behind an object instead of into it. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export const pointerTo = (base: string, key: string | number): string =>
  `${base}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Reads a JSON body; an empty one is `undefined`. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const value = parsed(bytes);
  refuseHostile(value, '', 0);
  return value;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new HttpRefusal(400, 'JSON_MALFORMED', 'The body is not valid JSON in UTF-8.');
  }
}

function refuseHostile(value: unknown, pointer: string, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= DEPTH_MAX) throw invalid('JSON_TOO_DEEP', `The body nests deeper than ${DEPTH_MAX} levels.`);
  for (const key of Object.keys(value)) {
    const at = pointerTo(pointer, key);
    if (FORBIDDEN_KEYS.has(key)) {
      const detail = `${key} is not a name of a field`;
      throw invalid('REQUEST_INVALID', 'The body has a field that is never allowed.', [
        { pointer: at, code: 'FIELD_UNKNOWN', detail },
      ]);
    }
    refuseHostile((value as Record<string, unknown>)[key], at, depth + 1);
  }
}
