import { createHash } from 'node:crypto';
import { own } from './own.js';

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** JSON with sorted keys; dates as ISO text, `undefined` left out of objects: the same text before and after BSON. */
export const canonicalJson = (value: unknown): string => sortedText(value, false);

/** The same of what the store keeps of a document, where `undefined` in a member becomes null. */
export const storedText = (value: unknown): string => sortedText(value, true);

/** Every hash of a history is made from such a text: it is written by hand, in half the time of its parts as JSON. */
function sortedText(value: unknown, isUndefinedKept: boolean): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (value instanceof Date) return quoted(value.toISOString());
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${text === '' ? '' : ','}${sortedText(item, isUndefinedKept)}`;
    return `[${text}]`;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of sortedKeys(members)) {
    const member = own(members, key);
    if (member === undefined && !isUndefinedKept) continue;
    text += `${text === '' ? '' : ','}${quoted(key)}:${sortedText(member, isUndefinedKept)}`;
  }
  return `{${text}}`;
}

/** What comes from such a text, and much else, is in order already. */
function sortedKeys(members: object): readonly string[] {
  const keys = Object.keys(members);
  return keys.every((key, i) => i === 0 || (keys[i - 1] as string) <= key) ? keys : keys.sort();
}

/** Characters that JSON writes as they are. Halves of pairs are left to it: it escapes those that stand alone. */
const PLAIN = /^[ !#-[\]-\uD7FF\uE000-\uFFFF]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));
