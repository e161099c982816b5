import { createHash } from 'node:crypto';

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** JSON with sorted keys; dates as ISO text, `undefined` left out of objects: the same text before and after BSON. */
export const canonicalJson = (value: unknown): string => sortedText(value, (member) => member !== undefined);

/** The same of what the store keeps of a document, where `undefined` in a member becomes null. */
export const storedText = (value: unknown): string => sortedText(value, () => true);

function sortedText(value: unknown, isKept: (member: unknown) => boolean): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => sortedText(item, isKept)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, member]) => isKept(member));
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${sortedText(member, isKept)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
